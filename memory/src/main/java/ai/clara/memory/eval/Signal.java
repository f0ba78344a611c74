package ai.clara.memory.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How well memory knows whether it holds an answer: questions with an answer against those whose answer was never told. */
final class Signal {
    private final List<Double> answered = new ArrayList<>();
    private final List<Double> adversarial = new ArrayList<>();
    private final List<Double> elsewhere = new ArrayList<>();
    private int held;
    private int refused;

    void answered(Ranked ranked, boolean evidenceInContext) {
        answered.add(ranked.certainty());
        held += evidenceInContext ? 1 : 0;
        refused += evidenceInContext && !ranked.answerable() ? 1 : 0;
    }

    /** A question that mistakes who did what. */
    void adversarial(Ranked ranked) {
        adversarial.add(ranked.certainty());
    }

    /** A question whose answer was told in another conversation. */
    void elsewhere(Ranked ranked) {
        elsewhere.add(ranked.certainty());
    }

    String text() {
        String refusals = held == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "answerable: %.1f %% of the %d questions whose evidence stands in the context are refused.%n",
                        100.0 * refused / held,
                        held);
        return refusals
                + against("adversarial questions", adversarial)
                + against("questions of the next conversation", elsewhere);
    }

    private String against(String which, List<Double> unanswered) {
        return answered.isEmpty() || unanswered.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "answerable: AUROC %.3f against %d %s.%n",
                        auroc(unanswered),
                        unanswered.size(),
                        which);
    }

    /** The chance that a question with an answer scores higher than one without; equal scores count half (Fawcett 2006). */
    private double auroc(List<Double> unanswered) {
        double wins = 0;
        for (double with : answered) {
            for (double without : unanswered) {
                wins += with > without ? 1 : with == without ? 0.5 : 0;
            }
        }
        return wins / answered.size() / unanswered.size();
    }
}
