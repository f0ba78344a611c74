package ai.clara.memory.recall;

import ai.clara.memory.follow.Fields;
import ai.clara.spi.privacy.Viewer;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** The first wall: which documents a viewer's search may meet at all. A bean, so that a test can show what happens without it. */
@Singleton
class AudienceFilter {
    /** Messages of a readable audience: only they may also be found by what others said before them. */
    Query audience(Viewer viewer) {
        var any = new BooleanQuery.Builder();
        viewer.readKeys().forEach(key -> any.add(new TermQuery(new Term(Fields.AUDIENCE, key)), Occur.SHOULD));
        return any.build();
    }

    /** The viewer's own words from anywhere else. */
    Optional<Query> ownElsewhere(Viewer viewer) {
        return viewer.ownWordsOf()
                .map(person -> new BooleanQuery.Builder()
                        .add(
                                new TermQuery(
                                        new Term(Fields.AUTHOR, person.value().toString())),
                                Occur.FILTER)
                        .add(audience(viewer), Occur.MUST_NOT)
                        .build());
    }
}
