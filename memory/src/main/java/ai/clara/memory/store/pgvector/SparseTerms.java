package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Words;
import com.pgvector.PGsparsevec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.SmallFloat;
import org.apache.lucene.util.StringHelper;

/**
 * Texts and questions as sparse vectors whose inner product is BM25 (Robertson and Zaragoza 2009) with constants in the place of
 * statistics, as the index under the home has it. A term's dimension is its hash: of a hundred thousand terms about five share one.
 */
final class SparseTerms {
    /** As many as a sparsevec can have. */
    static final int DIMENSIONS = 1_000_000_000;

    private static final int SEED = 0;
    private static final double SATURATION = 1.2;
    private static final double LENGTH_SHARE = 0.75;
    private static final double TEXT_LENGTH = 14;
    /** The own words twice and somebody else's once. */
    private static final double AROUND_LENGTH = 3 * TEXT_LENGTH;

    private final Words words;

    SparseTerms(Words words) {
        this.words = words;
    }

    /** A text alone. */
    PGsparsevec ofText(String text) {
        return weighed(words.counts(text), TEXT_LENGTH);
    }

    /** A text twice, and what was said before it. */
    PGsparsevec around(String text, String before) {
        var counts = new HashMap<String, Integer>();
        words.counts(text).forEach((term, count) -> counts.merge(term, 2 * count, Integer::sum));
        words.counts(before).forEach((term, count) -> counts.merge(term, count, Integer::sum));
        return weighed(counts, AROUND_LENGTH);
    }

    private static PGsparsevec weighed(Map<String, Integer> counts, double averageLength) {
        int length = counts.values().stream().mapToInt(Integer::intValue).sum();
        // An index keeps lengths in one byte; the same rounding gives the same order.
        int kept = SmallFloat.byte4ToInt(SmallFloat.intToByte4(length));
        double norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * kept / averageLength);
        var weights = new HashMap<Integer, Float>();
        counts.forEach((term, count) -> weights.merge(dimension(term), (float) (count / (count + norm)), Float::sum));
        return new PGsparsevec(weights, DIMENSIONS);
    }

    /** A question: each of its terms once. */
    static PGsparsevec asked(Set<String> terms) {
        var weights = new HashMap<Integer, Float>();
        terms.forEach(term -> weights.put(dimension(term), 1f));
        return new PGsparsevec(weights, DIMENSIONS);
    }

    /** The terms of a question as the list has them, which counts from 1 as sparse vectors are written. */
    static Integer[] numbers(Set<String> terms) {
        return terms.stream().map(term -> dimension(term) + 1).distinct().toArray(Integer[]::new);
    }

    /** The share of the terms that a text holds. */
    static double coverage(Set<String> terms, PGsparsevec text) {
        if (terms.isEmpty()) {
            return 0;
        }
        var held = new HashSet<Integer>();
        for (int dimension : text.getIndices()) {
            held.add(dimension);
        }
        return (double) terms.stream()
                        .filter(term -> held.contains(dimension(term)))
                        .count()
                / terms.size();
    }

    private static int dimension(String term) {
        byte[] bytes = term.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return Math.floorMod(StringHelper.murmurhash3_x86_32(bytes, 0, bytes.length, SEED), DIMENSIONS);
    }
}
