package ai.clara.memory.recall;

import ai.clara.memory.follow.Fields;
import ai.clara.spi.privacy.Viewer;
import jakarta.inject.Singleton;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** The first wall: which documents a viewer's search may meet at all. A bean, so that a test can show what happens without it. */
@Singleton
class AudienceFilter {
    /** Messages of a readable audience, and the viewer's own words from anywhere. */
    Query readable(Viewer viewer) {
        var readable = new BooleanQuery.Builder().add(audience(viewer), Occur.SHOULD);
        viewer.ownWordsOf()
                .ifPresent(person -> readable.add(
                        new TermQuery(new Term(Fields.AUTHOR, person.value().toString())), Occur.SHOULD));
        return readable.build();
    }

    /** Messages of a readable audience: only they may also be found by the words of the message before them. */
    Query audience(Viewer viewer) {
        var any = new BooleanQuery.Builder();
        viewer.readKeys().forEach(key -> any.add(new TermQuery(new Term(Fields.AUDIENCE, key)), Occur.SHOULD));
        return any.build();
    }
}
