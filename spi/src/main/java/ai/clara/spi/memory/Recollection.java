package ai.clara.spi.memory;

import java.util.List;

/**
 * What memory holds for a question, best first.
 *
 * @param evidence at most what fits the budget; all of it visible to the viewer
 * @param answerable whether some evidence agrees in subject and predicate with the question
 */
public record Recollection(List<Evidence> evidence, boolean answerable) {
    public Recollection {
        evidence = List.copyOf(evidence);
        if (answerable != evidence.stream().anyMatch(Evidence::supports)) {
            throw new IllegalArgumentException("answerable means that some evidence supports");
        }
    }
}
