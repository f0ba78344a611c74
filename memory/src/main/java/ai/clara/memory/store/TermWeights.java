package ai.clara.memory.store;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.util.SmallFloat;
import org.apache.lucene.util.StringHelper;

/**
 * Terms as numbers with weights, for stores that keep sparse vectors: summed over the terms of a question the weights of a text are
 * BM25 (Robertson and Zaragoza 2009) with constants in the place of statistics, as the index under the home has it. A term's number
 * is its hash: of a hundred thousand terms about five share one.
 */
@Singleton
public final class TermWeights {
    /** One more than the greatest of a term; as many as a sparsevec of pgvector can have. */
    public static final int NUMBERS = 1_000_000_000;

    private static final int SEED = 0;
    private static final double SATURATION = 1.2;
    private static final double LENGTH_SHARE = 0.75;
    private static final double TEXT_LENGTH = 14;
    /** The own words twice and somebody else's once. */
    private static final double AROUND_LENGTH = 3 * TEXT_LENGTH;

    private final Words words;

    public TermWeights(Words words) {
        this.words = words;
    }

    /** Of a text alone, lowest number first. */
    public SortedMap<Integer, Float> ofText(String text) {
        return weighed(words.counts(text), TEXT_LENGTH);
    }

    /** Of a text twice, and what was said before it. */
    public SortedMap<Integer, Float> around(String text, String before) {
        var counts = new HashMap<String, Integer>();
        words.counts(text).forEach((term, count) -> counts.merge(term, 2 * count, Integer::sum));
        words.counts(before).forEach((term, count) -> counts.merge(term, count, Integer::sum));
        return weighed(counts, AROUND_LENGTH);
    }

    private static SortedMap<Integer, Float> weighed(Map<String, Integer> counts, double averageLength) {
        int length = counts.values().stream().mapToInt(Integer::intValue).sum();
        // An index keeps lengths in one byte; the same rounding gives the same order.
        int kept = SmallFloat.byte4ToInt(SmallFloat.intToByte4(length));
        double norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * kept / averageLength);
        var weights = new TreeMap<Integer, Float>();
        counts.forEach((term, count) -> weights.merge(number(term), (float) (count / (count + norm)), Float::sum));
        return weights;
    }

    /** Of a question: each of its terms once. */
    public static SortedMap<Integer, Float> asked(Set<String> terms) {
        var weights = new TreeMap<Integer, Float>();
        terms.forEach(term -> weights.put(number(term), 1f));
        return weights;
    }

    /** The share of the terms that a text of these numbers holds. */
    public static double coverage(Set<String> terms, Collection<Integer> text) {
        return terms.isEmpty()
                ? 0
                : (double) terms.stream()
                                .filter(term -> text.contains(number(term)))
                                .count()
                        / terms.size();
    }

    private static int number(String term) {
        byte[] bytes = term.getBytes(StandardCharsets.UTF_8);
        return Math.floorMod(StringHelper.murmurhash3_x86_32(bytes, 0, bytes.length, SEED), NUMBERS);
    }
}
