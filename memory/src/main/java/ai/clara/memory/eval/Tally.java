package ai.clara.memory.eval;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Counts the questions of one kind: the mean share of evidence per depth, how many had any of it and all of it within ten, the mean
 * reciprocal rank of the first, and how many have all of it in the context.
 */
final class Tally {
    private static final int TEN = 10;

    private final List<Integer> depths;
    private final boolean contexts;
    private final double[] share;
    private double reciprocal;
    private int any;
    private int all;
    private int held;
    private int questions;

    Tally(List<Integer> depths, boolean contexts) {
        this.depths = depths;
        this.contexts = contexts;
        this.share = new double[depths.size()];
    }

    void add(Ranked ranked, AnswerKey key) {
        questions++;
        for (int i = 0; i < depths.size(); i++) {
            share[i] += share(ranked, key, depths.get(i));
        }
        double ten = share(ranked, key, TEN);
        any += ten > 0 ? 1 : 0;
        all += ten == 1 ? 1 : 0;
        reciprocal += reciprocal(ranked, key);
        held += key.heldBy(ranked) ? 1 : 0;
    }

    private static double share(Ranked ranked, AnswerKey key, int depth) {
        Set<String> top = Set.copyOf(
                ranked.retrieved().subList(0, Math.min(depth, ranked.retrieved().size())));
        long found = key.evidence().stream()
                .filter(evidence -> top.contains(evidence.turn()))
                .count();
        return (double) found / key.evidence().size();
    }

    private static double reciprocal(Ranked ranked, AnswerKey key) {
        return key.evidence().stream()
                .mapToInt(evidence -> ranked.retrieved().indexOf(evidence.turn()))
                .filter(at -> at >= 0)
                .min()
                .stream()
                .mapToDouble(at -> 1.0 / (at + 1))
                .sum();
    }

    int questions() {
        return questions;
    }

    static String heading(List<Integer> depths, boolean contexts) {
        var line = new StringBuilder("%-20s%10s".formatted("", "questions"));
        depths.forEach(depth -> line.append("%8s".formatted("rec@" + depth)));
        line.append(depths.contains(TEN) ? "%8s%8s".formatted("any@10", "all@10") : "");
        line.append("%8s".formatted("MRR"));
        return line.append(contexts ? "%9s\n".formatted("context") : "\n").toString();
    }

    String line(String name) {
        var line = new StringBuilder("%-20s%10d".formatted(name, questions));
        for (double value : share) {
            line.append("%8s".formatted(percent(value)));
        }
        line.append(depths.contains(TEN) ? "%8s%8s".formatted(percent(any), percent(all)) : "");
        line.append("%8s".formatted(percent(reciprocal)));
        return line.append(contexts ? "%9s\n".formatted(percent(held)) : "\n").toString();
    }

    private String percent(double sum) {
        return String.format(Locale.ROOT, "%.1f", 100 * sum / questions);
    }
}
