package ai.clara.memory.store.lucene;

import ai.clara.memory.store.Reach;
import ai.clara.spi.id.Project;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Documents within reach, as filters of queries. */
final class Permitted {
    private Permitted() {}

    /** Those of the audiences. */
    static Query audiences(Reach reach) {
        return within(anyAudience(reach), reach.project());
    }

    /** The own words from anywhere else. */
    static Optional<Query> ownElsewhere(Reach reach) {
        return reach.own()
                .map(person -> new BooleanQuery.Builder()
                        .add(
                                new TermQuery(
                                        new Term(Fields.AUTHOR, person.value().toString())),
                                Occur.FILTER)
                        .add(anyAudience(reach), Occur.MUST_NOT)
                        .build())
                .map(own -> within(own, reach.project()));
    }

    private static Query anyAudience(Reach reach) {
        var any = new BooleanQuery.Builder();
        reach.audiences().forEach(key -> any.add(new TermQuery(new Term(Fields.AUDIENCE, key)), Occur.SHOULD));
        return any.build();
    }

    private static Query within(Query permitted, Optional<Project> project) {
        if (project.isEmpty()) {
            return permitted;
        }
        Query elsewhere = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(Fields.PROJECT, Fields.ANY_PROJECT)), Occur.FILTER)
                .add(new TermQuery(new Term(Fields.PROJECT, project.get().name())), Occur.MUST_NOT)
                .build();
        return new BooleanQuery.Builder()
                .add(permitted, Occur.FILTER)
                .add(elsewhere, Occur.MUST_NOT)
                .build();
    }
}
