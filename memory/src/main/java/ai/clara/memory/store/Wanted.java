package ai.clara.memory.store;

import ai.clara.spi.id.MessageRef;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a store needs of a question.
 *
 * @param terms the index terms of its topic
 * @param embedder whose vectors it is compared with, and no other's
 * @param vector by that embedder: the mean of its wordings' vectors, not brought to length 1
 * @param told messages that the graph has for it, and how directly they tell of whom it means
 */
public record Wanted(Set<String> terms, String embedder, Optional<float[]> vector, Map<MessageRef, Double> told) {
    private static final int TERMS_MAX = 60;

    public Wanted {
        told = Map.copyOf(told);
        // Sums of their weights come out alike only in the same order.
        terms = Collections.unmodifiableSet(
                new LinkedHashSet<>(terms.stream().limit(TERMS_MAX).toList()));
    }
}
