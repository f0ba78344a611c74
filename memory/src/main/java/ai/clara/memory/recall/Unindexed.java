package ai.clara.memory.recall;

import ai.clara.memory.store.Found;
import ai.clara.memory.store.Marks;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.Words;
import ai.clara.spi.transcript.TranscriptEntry;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.util.VectorUtil;

/** Measures a message that the index does not hold yet as the index would, but for what others said before it. */
final class Unindexed {
    private static final double SATURATION = 1.2;
    private static final double LENGTH_SHARE = 0.75;
    private static final double WINDOW_LENGTH = 42;

    private Unindexed() {}

    static Found of(TranscriptEntry entry, Wanted wanted, Optional<float[]> passage, Words analysis, boolean alone) {
        Map<String, Integer> counts = analysis.counts(entry.text());
        int length = 2 * counts.values().stream().mapToInt(Integer::intValue).sum();
        double norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / WINDOW_LENGTH);
        double words = 0;
        double covered = 0;
        for (String term : wanted.terms()) {
            int count = 2 * counts.getOrDefault(term, 0);
            words += count / (count + norm);
            covered += count > 0 ? 1 : 0;
        }
        double nearness = passage.isPresent() && wanted.vector().isPresent()
                ? VectorUtil.dotProduct(wanted.vector().get(), passage.get())
                : Double.NaN;
        int terms = Math.max(1, wanted.terms().size());
        double told = wanted.told().getOrDefault(entry.ref(), 0.0);
        return new Found(-1, Marks.of(entry), nearness, words / terms, covered / terms, alone, told);
    }
}
