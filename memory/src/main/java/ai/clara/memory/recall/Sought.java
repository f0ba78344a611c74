package ai.clara.memory.recall;

import ai.clara.memory.question.Inquiry;
import java.util.Optional;
import java.util.Set;

/**
 * A question with all that a search needs of it.
 *
 * @param terms the index terms of its topic
 * @param vector the mean of its wordings' vectors, not brought to length 1
 */
record Sought(Inquiry inquiry, Set<String> terms, Optional<float[]> vector) {
    private static final int TERMS_MAX = 60;

    Sought {
        terms = terms.size() <= TERMS_MAX
                ? Set.copyOf(terms)
                : Set.copyOf(terms.stream().limit(TERMS_MAX).toList());
    }
}
