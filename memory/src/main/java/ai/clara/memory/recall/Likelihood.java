package ai.clara.memory.recall;

import ai.clara.memory.question.Inquiry;
import ai.clara.memory.recall.Weights.Weight;
import ai.clara.memory.store.Found;
import ai.clara.spi.id.PersonId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Whether what was found probably holds the answer: how much is told of the matter, and by whom. */
final class Likelihood {
    private static final double NEAR = 20;
    private static final double WORDS = 5;
    private static final double ASKS = 2;
    private static final double OWN = 0.7;
    private static final int BEST = 3;

    private Likelihood() {}

    /** How much more speaks for an answer than is needed; no number when nothing can be compared with the question by meaning. */
    static double certainty(Weights weights, Inquiry inquiry, List<Found> found) {
        List<Found> near =
                found.stream().filter(one -> !Double.isNaN(one.nearness())).toList();
        return near.isEmpty() ? Double.NaN : score(weights, inquiry, near) - weights.of(threshold(near));
    }

    /** Where a single person speaks, nobody tells less of the matter than they do, so more has to be told. */
    private static Weight threshold(List<Found> found) {
        long speakers = found.stream()
                .map(one -> one.marks().author())
                .distinct()
                .limit(2)
                .count();
        return speakers == 1 ? Weight.ANSWER_THRESHOLD_ALONE : Weight.ANSWER_THRESHOLD;
    }

    private static double score(Weights weights, Inquiry inquiry, List<Found> found) {
        Map<PersonId, List<Found>> speakers =
                found.stream().collect(Collectors.groupingBy(one -> one.marks().author()));
        Optional<List<Found>> other = inquiry.subject().flatMap(subject -> mostTelling(speakers, subject));
        // Where nobody else speaks, who says it tells nothing.
        List<Found> own = other.isEmpty()
                ? found
                : speakers.getOrDefault(inquiry.subject().get(), List.of());
        double score = weights.of(Weight.ANSWER_BIAS)
                + weights.of(Weight.ANSWER_TELLING) * most(own, Likelihood::telling)
                + weights.of(Weight.ANSWER_COVERAGE) * most(own, Found::coverage);
        if (other.isEmpty()) {
            return score;
        }
        return score
                + weights.of(Weight.ANSWER_SUBJECT)
                + weights.of(Weight.ANSWER_LEAD) * (best(own) - best(other.get()))
                + weights.of(Weight.ANSWER_LEAD_OWN)
                        * (most(own, Likelihood::tellingOwn) - most(other.get(), Likelihood::tellingOwn));
    }

    private static Optional<List<Found>> mostTelling(Map<PersonId, List<Found>> speakers, PersonId subject) {
        return speakers.entrySet().stream()
                .filter(one -> !one.getKey().equals(subject))
                .map(Map.Entry::getValue)
                .max(Comparator.comparingDouble(Likelihood::best));
    }

    private static double telling(Found one) {
        return NEAR * one.nearness() + WORDS * one.words() - ASKS * one.marks().asking();
    }

    private static double tellingOwn(Found one) {
        return telling(one) + (one.marks().own() ? OWN : 0);
    }

    private static double most(List<Found> found, ToDoubleFunction<Found> measure) {
        return found.stream().mapToDouble(measure).max().orElse(0);
    }

    private static double best(List<Found> found) {
        double[] telling =
                found.stream().mapToDouble(Likelihood::telling).sorted().toArray();
        return Arrays.stream(telling, Math.max(0, telling.length - BEST), telling.length)
                .average()
                .orElse(0);
    }
}
