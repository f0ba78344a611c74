package ai.clara.memory.recall;

import ai.clara.memory.recall.Ranking.Ranked;
import ai.clara.memory.store.Found;
import ai.clara.spi.id.PersonId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Something that was said once or more often by the same person in the same words. It takes one place, that of the best of them.
 *
 * @param newest the last time it was said
 * @param score of the best
 */
record Repeated(Found newest, double score, int times, Instant first) {
    private record Same(PersonId author, long likeness) {}

    /** Best first, as they came. */
    static List<Repeated> of(List<Ranked> ranked) {
        var all = new LinkedHashMap<Same, Repeated>();
        for (Ranked one : ranked) {
            var marks = one.found().marks();
            all.merge(
                    new Same(marks.author(), marks.likeness()),
                    new Repeated(one.found(), one.score(), 1, marks.at()),
                    Repeated::and);
        }
        return List.copyOf(all.values());
    }

    private Repeated and(Repeated other) {
        var order = Comparator.<Found, Instant>comparing(found -> found.marks().at())
                .thenComparingLong(found -> found.marks().seq());
        return new Repeated(
                order.compare(newest, other.newest) >= 0 ? newest : other.newest,
                Math.max(score, other.score),
                times + other.times,
                first.isBefore(other.first) ? first : other.first);
    }
}
