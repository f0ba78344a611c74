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
    /** Of a circle for each figure on it. */
    private static final double ARC = 110;

    /** In pixels from the middle, to the right and down. */
    record Point(double x, double y) {}

    private final Picture picture;
    private final List<Set<Integer>> beside = new ArrayList<>();
    private final List<List<Integer>> hanging = new ArrayList<>();
    private final int[] depths;
    private final Point[] points;

    private Layout(Picture picture) {
        this.picture = picture;
        int many = picture.figures().size();
        depths = new int[many];
        points = new Point[many];
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
        layout.place(middle, layout.radii(), 0, 2 * Math.PI);
        return List.of(layout.points);
    }

    private int middle() {
        return IntStream.range(0, points.length)
                .filter(i -> picture.figures().get(i).self())
                .findFirst()
                .orElseGet(() -> mostBeside(Set.of()));
    }

    private int mostBeside(Set<Integer> without) {
        return IntStream.range(0, points.length)
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
        while (reached.size() < points.length) {
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

    private double[] radii() {
        int deepest = IntStream.of(depths).max().orElse(0);
        var radii = new double[deepest + 1];
        for (int depth = 1; depth <= deepest; depth++) {
            int at = depth;
            long many = IntStream.of(depths).filter(one -> one == at).count();
            radii[depth] = Math.max(radii[depth - 1] + RING, many * ARC / (2 * Math.PI));
        }
        return radii;
    }

    private void place(int figure, double[] radii, double from, double to) {
        double angle = (from + to) / 2;
        double radius = radii[depths[figure]];
        points[figure] = new Point(radius * Math.cos(angle), radius * Math.sin(angle));
        double wide = (to - from) / leaves(figure);
        double at = from;
        for (int one : hanging.get(figure)) {
            double end = at + wide * leaves(one);
            place(one, radii, at, end);
            at = end;
        }
    }

    private int leaves(int figure) {
        return Math.max(1, hanging.get(figure).stream().mapToInt(this::leaves).sum());
    }
}
