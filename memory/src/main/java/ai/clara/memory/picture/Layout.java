package ai.clara.memory.picture;

import ai.clara.memory.graph.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Where figures stand: the person in the middle, and around them in circles whoever is one line away, two lines, and so on. Each gets
 * a sector as wide as what hangs on it (a radial tree, Eades 1992). The same picture is always drawn alike.
 */
final class Layout {
    private static final double RING = 150;
    /** Between two on a circle, along it. */
    private static final double ARC = 90;

    /** In pixels from the middle, to the right and down. */
    record Point(double x, double y) {}

    private final Picture picture;
    private final List<Set<Integer>> beside = new ArrayList<>();
    private final List<List<Integer>> hanging = new ArrayList<>();
    private final int[] depths;
    private final double[] angles;

    private Layout(Picture picture) {
        this.picture = picture;
        int many = picture.figures().size();
        depths = new int[many];
        angles = new double[many];
        for (int i = 0; i < many; i++) {
            beside.add(new TreeSet<>());
            hanging.add(new ArrayList<>());
        }
    }

    /** A point for each figure, in their order. */
    static List<Point> of(Picture picture) {
        if (picture.figures().isEmpty()) {
            return List.of();
        }
        var layout = new Layout(picture);
        picture.lines().forEach(line -> {
            layout.beside.get(line.from()).add(line.to());
            layout.beside.get(line.to()).add(line.from());
        });
        int middle = layout.middle();
        layout.hang(middle);
        layout.turn(middle, 0, 2 * Math.PI);
        return layout.points();
    }

    private int middle() {
        return IntStream.range(0, angles.length)
                .filter(i -> picture.figures().get(i).self())
                .findFirst()
                .orElseGet(() -> mostBeside(Set.of()));
    }

    private int mostBeside(Set<Integer> without) {
        return IntStream.range(0, angles.length)
                .filter(i -> !without.contains(i))
                .boxed()
                .max(Comparator.<Integer>comparingInt(i -> beside.get(i).size())
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }

    /** Hangs each on the one by which it is reached first; whoever is not reached stands in the first circle, without a line. */
    private void hang(int middle) {
        var reached = new HashSet<>(Set.of(middle));
        spread(middle, reached);
        while (reached.size() < angles.length) {
            int next = mostBeside(reached);
            reached.add(next);
            hanging.get(middle).add(next);
            depths[next] = 1;
            spread(next, reached);
        }
    }

    private void spread(int from, Set<Integer> reached) {
        List<Integer> circle = List.of(from);
        while (!circle.isEmpty()) {
            var next = new ArrayList<Integer>();
            for (int one : circle) {
                for (int other : beside.get(one)) {
                    if (reached.add(other)) {
                        hanging.get(one).add(other);
                        depths[other] = depths[one] + 1;
                        next.add(other);
                    }
                }
            }
            circle = next;
        }
    }

    private void turn(int figure, double from, double to) {
        angles[figure] = (from + to) / 2;
        double wide = (to - from) / leaves(figure);
        double at = from;
        for (int one : hanging.get(figure)) {
            double end = at + wide * leaves(one);
            turn(one, at, end);
            at = end;
        }
    }

    /** Of each circle, so wide that the two on it that are closest do not touch. */
    private double[] radii() {
        int deepest = IntStream.of(depths).max().orElse(0);
        var radii = new double[deepest + 1];
        for (int depth = 1; depth <= deepest; depth++) {
            int at = depth;
            double[] around = IntStream.range(0, angles.length)
                    .filter(i -> depths[i] == at)
                    .mapToDouble(i -> angles[i])
                    .sorted()
                    .toArray();
            double closest = around[0] + 2 * Math.PI - around[around.length - 1];
            for (int i = 1; i < around.length; i++) {
                closest = Math.min(closest, around[i] - around[i - 1]);
            }
            radii[depth] = Math.max(radii[depth - 1] + RING, ARC / closest);
        }
        return radii;
    }

    private List<Point> points() {
        double[] radii = radii();
        return IntStream.range(0, angles.length)
                .mapToObj(i -> depths[i] == 0
                        ? new Point(0, 0)
                        : new Point(radii[depths[i]] * Math.cos(angles[i]), radii[depths[i]] * Math.sin(angles[i])))
                .toList();
    }

    private int leaves(int figure) {
        return Math.max(1, hanging.get(figure).stream().mapToInt(this::leaves).sum());
    }
}
