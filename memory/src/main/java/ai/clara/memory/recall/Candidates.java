package ai.clara.memory.recall;

import ai.clara.memory.answer.Lexicon;
import ai.clara.memory.follow.Fields;
import ai.clara.memory.follow.MessageIndex;
import ai.clara.memory.follow.Words;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;

/** Searches the index by words, concepts and vector, each under the audience filter, and fuses the ranks. */
@Singleton
final class Candidates {
    private static final int EACH = 120;
    /** Earlier questions answer nothing, so a few are enough. */
    private static final int QUESTIONS = 6;
    /** The constant of reciprocal rank fusion (Cormack, Clarke and Buettcher 2009); 20 measured better than 60 here. */
    private static final double RANK_CONSTANT = 20;

    /** Without statistics equal scores are common. The first half of an id rises from message to message, so the newest goes first. */
    private static final Sort SCORE_THEN_NEWEST =
            new Sort(SortField.FIELD_SCORE, new SortField(Fields.ID_HIGH, SortField.Type.LONG, true));

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::fused)
            .thenComparingLong(candidate -> candidate.message().value().getMostSignificantBits())
            .reversed();

    private static final int WORDS_MAX = 60;
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

    /** The best messages, at most so many that tell something and a few that only ask. */
    List<Candidate> find(Viewer viewer, String text, String embedder, Optional<float[]> vector, int most) {
        if (!index.isOpen()) {
            return List.of();
        }
        Map<String, Float> all = index.words().weighted(text);
        Map<String, Float> words = Words.telling(all);
        return index.search(searcher -> {
            Query readable = filter.readable(viewer);
            var scores = new HashMap<Integer, Double>();
            // Without a vector the small words are better than nothing.
            rank(hits(searcher, telling(vector.isPresent() ? words : all, text, viewer), readable, EACH), scores);
            if (vector.isPresent()) {
                rank(new Nearest(Fields.vector(embedder), vector.get(), EACH).among(searcher, readable), scores);
            }
            var asked = new HashMap<Integer, Double>();
            rank(hits(searcher, asking(words), readable, QUESTIONS), asked);
            String field = Fields.vector(embedder);
            return Stream.concat(
                            read(searcher, scores, field).stream().limit(most), read(searcher, asked, field).stream())
                    .sorted(BEST_FIRST)
                    .toList();
        });
    }

    private Query telling(Map<String, Float> words, String text, Viewer viewer) {
        var any = new BooleanQuery.Builder();
        var before = new BooleanQuery.Builder();
        words.entrySet().stream().limit(WORDS_MAX).forEach(word -> {
            any.add(weighted(Fields.TEXT, word.getKey(), word.getValue()), Occur.SHOULD);
            before.add(weighted(Fields.BEFORE, word.getKey(), word.getValue() * BEFORE_WEIGHT), Occur.SHOULD);
        });
        any.add(
                new BooleanQuery.Builder()
                        .add(before.build(), Occur.MUST)
                        .add(filter.audience(viewer), Occur.FILTER)
                        .build(),
                Occur.SHOULD);
        for (String concept : lexicon.read(text).concepts()) {
            any.add(weighted(Fields.CONCEPT, concept, CONCEPT_WEIGHT), Occur.SHOULD);
        }
        return any.build();
    }

    private static Query asking(Map<String, Float> words) {
        var any = new BooleanQuery.Builder();
        words.entrySet().stream()
                .limit(WORDS_MAX)
                .forEach(word -> any.add(weighted(Fields.ASKED, word.getKey(), word.getValue()), Occur.SHOULD));
        return any.build();
    }

    private static Query weighted(String field, String word, float weight) {
        return new BoostQuery(new TermQuery(new Term(field, word)), weight);
    }

    private static List<ScoreDoc> hits(IndexSearcher searcher, Query query, Query readable, int most)
            throws IOException {
        var filtered = new BooleanQuery.Builder()
                .add(query, Occur.MUST)
                .add(readable, Occur.FILTER)
                .build();
        return List.of(searcher.search(filtered, most, SCORE_THEN_NEWEST).scoreDocs);
    }

    private static void rank(List<ScoreDoc> hits, Map<Integer, Double> scores) {
        int rank = 1;
        for (ScoreDoc hit : hits) {
            scores.merge(hit.doc, 1 / (RANK_CONSTANT + rank++), Double::sum);
        }
    }

    private static List<Candidate> read(IndexSearcher searcher, Map<Integer, Double> scores, String vectorField)
            throws IOException {
        List<Map.Entry<Integer, Double>> documents =
                scores.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        var found = new ArrayList<Candidate>();
        int next = 0;
        while (next < documents.size()) {
            LeafReaderContext leaf =
                    leaves.get(ReaderUtil.subIndex(documents.get(next).getKey(), leaves));
            int end = leaf.docBase + leaf.reader().maxDoc();
            int from = next;
            while (next < documents.size() && documents.get(next).getKey() < end) {
                next++;
            }
            read(leaf, documents.subList(from, next), vectorField, found);
        }
        found.sort(BEST_FIRST);
        return found;
    }

    private static void read(
            LeafReaderContext leaf,
            List<Map.Entry<Integer, Double>> documents,
            String vectorField,
            List<Candidate> found)
            throws IOException {
        var high = DocValues.getNumeric(leaf.reader(), Fields.ID_HIGH);
        var low = DocValues.getNumeric(leaf.reader(), Fields.ID_LOW);
        FloatVectorValues vectors = leaf.reader().getFloatVectorValues(vectorField);
        KnnVectorValues.DocIndexIterator at = vectors == null ? null : vectors.iterator();
        for (Map.Entry<Integer, Double> document : documents) {
            int one = document.getKey() - leaf.docBase;
            if (high.advanceExact(one) && low.advanceExact(one)) {
                Optional<float[]> vector = vectors != null && at != null && Nearest.reaches(at, one)
                        ? Optional.of(vectors.vectorValue(at.index()).clone())
                        : Optional.empty();
                var message = new MessageRef(new UUID(high.longValue(), low.longValue()));
                found.add(new Candidate(message, document.getValue(), vector));
            }
        }
    }
}
