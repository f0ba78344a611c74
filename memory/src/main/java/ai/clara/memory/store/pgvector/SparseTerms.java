package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.TermWeights;
import com.pgvector.PGsparsevec;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts and questions as sparse vectors whose inner product is the score; a term's dimension is its number. */
final class SparseTerms {
    private final TermWeights weights;

    SparseTerms(TermWeights weights) {
        this.weights = weights;
    }

    /** A text alone. */
    PGsparsevec ofText(String text) {
        return new PGsparsevec(weights.ofText(text), TermWeights.NUMBERS);
    }

    /** A text twice, and what was said before it. */
    PGsparsevec around(String text, String before) {
        return new PGsparsevec(weights.around(text, before), TermWeights.NUMBERS);
    }

    /** A question: each of its terms once. */
    static PGsparsevec asked(Set<String> terms) {
        return new PGsparsevec(TermWeights.asked(terms), TermWeights.NUMBERS);
    }

    /** The terms of a question as the list has them, which counts from 1 as sparse vectors are written. */
    static Integer[] numbers(Set<String> terms) {
        return TermWeights.asked(terms).keySet().stream()
                .map(number -> number + 1)
                .toArray(Integer[]::new);
    }

    /** The share of the terms that a text holds. */
    static double coverage(Set<String> terms, PGsparsevec text) {
        return TermWeights.coverage(
                terms, Arrays.stream(text.getIndices()).boxed().collect(Collectors.toSet()));
    }
}
