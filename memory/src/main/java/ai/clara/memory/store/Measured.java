package ai.clara.memory.store;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** A message as two measures see it. */
public interface Measured {
    /** By its vector; not a number when it has none. */
    double nearness();

    /** By its words, 0 when it shares none. */
    double words();

    /** Whether the graph named it. */
    boolean told();

    /** The best so many by either measure, and all that the graph named. The other measure decides between equals, so that they are the
     * same in whatever order a store has them. */
    static <M extends Measured> Set<M> best(List<M> all, int each) {
        var chosen = new HashSet<M>();
        ToDoubleFunction<M> nearness = one -> Double.isNaN(one.nearness()) ? -1 : one.nearness();
        best(all, each, nearness, -1, Measured::words, chosen);
        best(all, each, Measured::words, 0, nearness, chosen);
        all.stream().filter(Measured::told).forEach(chosen::add);
        return chosen;
    }

    private static <M extends Measured> void best(
            List<M> all,
            int each,
            ToDoubleFunction<? super M> measure,
            double above,
            ToDoubleFunction<? super M> between,
            Set<M> chosen) {
        all.stream()
                .filter(one -> measure.applyAsDouble(one) > above)
                .sorted(Comparator.<M>comparingDouble(measure)
                        .thenComparingDouble(between)
                        .reversed())
                .limit(each)
                .forEach(chosen::add);
    }
}
