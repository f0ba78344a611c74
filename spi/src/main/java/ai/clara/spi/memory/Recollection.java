package ai.clara.spi.memory;

import java.util.List;

/**
 * What memory holds for a message, best first.
 *
 * @param evidence at most what fits the budget; all of it visible to the viewer
 * @param answerable whether the answer to what was asked is probably among it. Evidence that {@linkplain Evidence#supports supports}
 *     may be quoted as the answer; without such evidence the answer may still be there, for a reader who understands
 * @param asked whether anything was asked at all
 * @param certainty how much more speaks for an answer than is needed for {@code answerable}, comparable between questions of one
 *     installation; negative when less does, no number when it was not judged
 * @param partial whether not all could be looked through, since what memory searches was away or lacks much
 * @param graphless whether nobody could be followed to whoever is meant, since the graph was away
 */
public record Recollection(
        List<Evidence> evidence,
        boolean answerable,
        boolean asked,
        double certainty,
        boolean partial,
        boolean graphless) {
    public Recollection {
        evidence = List.copyOf(evidence);
        if (!answerable && evidence.stream().anyMatch(Evidence::supports)) {
            throw new IllegalArgumentException("what may be quoted as an answer makes a question answerable");
        }
    }

    /** Of all that memory holds. */
    public Recollection(List<Evidence> evidence, boolean answerable, boolean asked, double certainty) {
        this(evidence, answerable, asked, certainty, false, false);
    }

    /** Of a message that asks something when it can be answered. */
    public Recollection(List<Evidence> evidence, boolean answerable) {
        this(evidence, answerable, answerable, Double.NaN);
    }

    /** The same with other evidence, of which this is a choice. */
    public Recollection with(List<Evidence> chosen) {
        boolean holds = answerable && !chosen.isEmpty() || chosen.stream().anyMatch(Evidence::supports);
        return new Recollection(chosen, holds, asked, certainty, partial, graphless);
    }

    /** Whether some evidence may be quoted as the answer. */
    public boolean quotable() {
        return evidence.stream().anyMatch(Evidence::supports);
    }
}
