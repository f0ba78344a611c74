package ai.clara.memory.eval;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Counts the questions of one kind: a mean share, and how many had any and all, per depth. */
final class Tally {
    private final List<Integer> depths;
    private final boolean contexts;
    private final double[] share;
    private final int[] any;
    private final int[] all;
    private int held;
    private int questions;

    Tally(List<Integer> depths, boolean contexts) {
        this.depths = depths;
        this.contexts = contexts;
        this.share = new double[depths.size()];
        this.any = new int[depths.size()];
        this.all = new int[depths.size()];
    }

    void add(Ranked ranked, AnswerKey key) {
        questions++;
        for (int i = 0; i < depths.size(); i++) {
            Set<String> top = Set.copyOf(ranked.retrieved()
                    .subList(0, Math.min(depths.get(i), ranked.retrieved().size())));
            long found = key.evidence().stream()
                    .filter(evidence -> top.contains(evidence.turn()))
                    .count();
            share[i] += (double) found / key.evidence().size();
            any[i] += found > 0 ? 1 : 0;
            all[i] += found == key.evidence().size() ? 1 : 0;
        }
        held += ranked.context().filter(context -> holds(context, key)).isPresent() ? 1 : 0;
    }

    private static boolean holds(Ranked.Context context, AnswerKey key) {
        return key.evidence().stream()
                .allMatch(evidence -> !evidence.text().isBlank()
                        && context.text().contains(evidence.text().strip()));
    }

    int questions() {
        return questions;
    }

    static String heading(List<Integer> depths, boolean contexts) {
        var line = new StringBuilder("%-24s%9s".formatted("", "questions"));
        for (String measure : List.of("recall", "any", "all")) {
            depths.forEach(depth -> line.append("%10s".formatted(measure + "@" + depth)));
        }
        return line.append(contexts ? "   context\n" : "\n").toString();
    }

    String line(String name) {
        var line = new StringBuilder("%-24s%9d".formatted(name, questions));
        for (double value : share) {
            line.append(percent(value));
        }
        for (int value : any) {
            line.append(percent(value));
        }
        for (int value : all) {
            line.append(percent(value));
        }
        return line.append(contexts ? percent(held) : "").append('\n').toString();
    }

    private String percent(double sum) {
        return "%10s".formatted(String.format(Locale.ROOT, "%.1f", 100 * sum / questions));
    }
}
