package ai.clara.memory.eval;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was found of what should have been. Questions of category adversarial, whose evidence misleads, stand apart. */
final class Summary {
    private static final List<Integer> DEPTHS = List.of(5, 10, 20, 50);

    private final List<Integer> depths;
    private final boolean contexts;
    private final Tally counted;
    private final Tally adversarial;
    private final Signal signal = new Signal();
    private final Map<String, Tally> categories = new TreeMap<>();
    private int without;

    Summary(EvalOptions options) {
        this.depths = DEPTHS.stream().filter(depth -> depth <= options.depth()).toList();
        this.contexts = options.contextTokens().isPresent();
        this.counted = new Tally(depths, contexts);
        this.adversarial = new Tally(depths, contexts);
    }

    void add(Ranked ranked, AnswerKey key) {
        if (key.evidence().isEmpty()) {
            without++;
        } else if (key.adversarial()) {
            adversarial.add(ranked, key);
            signal.adversarial(ranked);
        } else {
            counted.add(ranked, key);
            signal.answered(ranked, key.heldBy(ranked));
            categories
                    .computeIfAbsent(key.category(), category -> new Tally(depths, contexts))
                    .add(ranked, key);
        }
    }

    /** What memory says to a question whose answer was told in another conversation. */
    void elsewhere(Ranked ranked, AnswerKey key) {
        if (!key.evidence().isEmpty() && !key.adversarial()) {
            signal.elsewhere(ranked);
        }
    }

    String text() {
        int questions = counted.questions() + adversarial.questions() + without;
        if (questions == without) {
            return questions + " questions ranked; none has evidence to count.\n";
        }
        var text = new StringBuilder(Tally.heading(depths, contexts));
        if (counted.questions() > 0) {
            text.append(counted.line("all"));
            categories.forEach((category, tally) -> text.append(tally.line("  " + category)));
        }
        if (adversarial.questions() > 0) {
            text.append(adversarial.line("adversarial, apart"));
        }
        text.append(questions + " questions ranked, " + without + " of them without evidence and not counted.\n");
        return text.append(contexts ? "context: all evidence stands in it, word for word.\n" : "")
                .append(signal.text())
                .toString();
    }
}
