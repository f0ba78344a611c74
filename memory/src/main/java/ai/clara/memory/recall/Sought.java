package ai.clara.memory.recall;

import ai.clara.memory.question.Inquiry;
import ai.clara.spi.id.MessageRef;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A question with all that a search needs of it.
 *
 * @param terms the index terms of its topic
 * @param embedder whose vectors it is compared with, and no other's
 * @param vector by that embedder: the mean of its wordings' vectors, not brought to length 1
 * @param told messages that the graph has for it, and how directly they tell of whom it means
 */
record Sought(
        Inquiry inquiry, Set<String> terms, String embedder, Optional<float[]> vector, Map<MessageRef, Double> told) {
    private static final int TERMS_MAX = 60;

    /** Without the graph. */
    Sought(Inquiry inquiry, Set<String> terms, String embedder, Optional<float[]> vector) {
        this(inquiry, terms, embedder, vector, Map.of());
    }

    Sought {
        told = Map.copyOf(told);
        // Sums of their weights come out alike only in the same order.
        terms = Collections.unmodifiableSet(
                new LinkedHashSet<>(terms.stream().limit(TERMS_MAX).toList()));
    }
}
