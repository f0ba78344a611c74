package ai.clara.memory.recall;

import ai.clara.memory.answer.Lexicon;
import ai.clara.memory.follow.Fields;
import ai.clara.memory.follow.MessageIndex;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** Searches the index by words, concepts and vector, each under the audience filter, and fuses the ranks. */
@Singleton
final class Candidates {
    private static final int EACH = 120;
    /** The constant of reciprocal rank fusion (Cormack, Clarke and Buettcher 2009); 20 measured better than 60 here. */
    private static final double RANK_CONSTANT = 20;

    private static final float BEFORE_WEIGHT = 0.3f;
    private static final float CONCEPT_WEIGHT = 0.8f;
    private final MessageIndex index;
    private final AudienceFilter filter;
    private final Lexicon lexicon;

    Candidates(MessageIndex index, AudienceFilter filter, Lexicon lexicon) {
        this.index = index;
        this.filter = filter;
        this.lexicon = lexicon;
    }

    /** Messages with their fused scores, without the words themselves. */
    Map<MessageRef, Double> find(Viewer viewer, String text, String embedder, Optional<float[]> vector) {
        if (!index.isOpen()) {
            return Map.of();
        }
        return index.search(searcher -> {
            var scores = new HashMap<MessageRef, Double>();
            Query readable = filter.readable(viewer);
            rank(searcher, lexical(text, viewer, readable), scores);
            if (vector.isPresent()) {
                rank(searcher, new KnnFloatVectorQuery(Fields.vector(embedder), vector.get(), EACH, readable), scores);
            }
            return scores;
        });
    }

    private Query lexical(String text, Viewer viewer, Query readable) {
        var any = new BooleanQuery.Builder();
        Query audience = filter.audience(viewer);
        index.words().weighted(text).entrySet().stream().limit(60).forEach(word -> {
            any.add(weighted(Fields.TEXT, word.getKey(), word.getValue()), Occur.SHOULD);
            var before = new BooleanQuery.Builder()
                    .add(weighted(Fields.BEFORE, word.getKey(), word.getValue() * BEFORE_WEIGHT), Occur.MUST)
                    .add(audience, Occur.FILTER);
            any.add(before.build(), Occur.SHOULD);
        });
        for (String concept : lexicon.read(text).concepts()) {
            any.add(weighted(Fields.CONCEPT, concept, CONCEPT_WEIGHT), Occur.SHOULD);
        }
        return new BooleanQuery.Builder()
                .add(any.build(), Occur.MUST)
                .add(readable, Occur.FILTER)
                .build();
    }

    private static Query weighted(String field, String word, float weight) {
        return new BoostQuery(new TermQuery(new Term(field, word)), weight);
    }

    private static void rank(IndexSearcher searcher, Query query, Map<MessageRef, Double> scores) throws IOException {
        int rank = 1;
        var stored = searcher.storedFields();
        List<MessageRef> refs = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, EACH).scoreDocs) {
            refs.add(new MessageRef(UUID.fromString(stored.document(hit.doc).get(Fields.ID))));
        }
        for (MessageRef ref : refs) {
            scores.merge(ref, 1 / (RANK_CONSTANT + rank++), Double::sum);
        }
    }
}
