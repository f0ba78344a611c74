package ai.clara.memory.time;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Whole days, in the zone of whoever spoke.
 *
 * @param from the first day
 * @param to the day after the last
 */
public record Span(LocalDate from, LocalDate to) {
    public Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("no days from " + from + " to " + to);
        }
    }

    static Span day(LocalDate day) {
        return new Span(day, day.plusDays(1));
    }

    static Span month(int year, int month) {
        LocalDate first = LocalDate.of(year, month, 1);
        return new Span(first, first.plusMonths(1));
    }

    static Span year(int year) {
        return new Span(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
    }

    /** The seven days around one, for "three weeks ago". */
    static Span around(LocalDate day) {
        return new Span(day.minusDays(3), day.plusDays(4));
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, to);
    }

    public boolean overlaps(Span other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }
}
