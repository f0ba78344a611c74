package ai.clara.memory.store.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Documents by the embedders they are done with: {@link Fields#EMBEDDED}. */
final class Tags {
    private Tags() {}

    /** Those that need a vector of this embedder and have none. */
    static Query without(String embedder) {
        return new BooleanQuery.Builder()
                .add(new MatchAllDocsQuery(), Occur.MUST)
                .add(new TermQuery(new Term(Fields.EMBEDDED, embedder)), Occur.MUST_NOT)
                .build();
    }

    /** Those that still hold something of any other embedder. */
    static Query beside(IndexSearcher searcher, String embedder) throws IOException {
        var others = new ArrayList<BytesRef>();
        Terms tags = MultiTerms.getTerms(searcher.getIndexReader(), Fields.EMBEDDED);
        if (tags != null) {
            var each = tags.iterator();
            for (BytesRef tag = each.next(); tag != null; tag = each.next()) {
                if (!tag.utf8ToString().equals(embedder)) {
                    others.add(BytesRef.deepCopyOf(tag));
                }
            }
        }
        return new TermInSetQuery(Fields.EMBEDDED, List.copyOf(others));
    }
}
