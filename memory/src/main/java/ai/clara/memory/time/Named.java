package ai.clara.memory.time;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A date as the calendar names it, perhaps without its year.
 *
 * @param year 0 when it was not said
 * @param month the first month of a season; 0 for a year
 * @param day 0 unless a day is named
 */
record Named(Kind kind, int year, int month, int day) {
    enum Kind {
        DAY(10),
        MONTH(14),
        SEASON(30),
        YEAR(0);

        /** So many days later people still tell of it. */
        final int toldWithinDays;

        Kind(int toldWithinDays) {
            this.toldWithinDays = toldWithinDays;
        }
    }

    private static final int SEASON_MONTHS = 3;

    /** Its days in a year; empty for a day that this year does not have. */
    Optional<Span> in(int anyYear) {
        int when = year == 0 ? anyYear : year;
        return switch (kind) {
            case DAY -> day(when);
            case MONTH -> Optional.of(Span.month(when, month));
            case SEASON -> {
                LocalDate first = LocalDate.of(when, month, 1);
                yield Optional.of(new Span(first, first.plusMonths(SEASON_MONTHS)));
            }
            case YEAR -> Optional.of(Span.year(when));
        };
    }

    /** Its days nearest to another day, if no year was said. */
    Optional<Span> near(LocalDate other) {
        if (year != 0 || kind == Kind.YEAR) {
            return in(year);
        }
        LocalDate middle = LocalDate.of(other.getYear(), month, 15);
        int nearest = other.getYear();
        if (middle.isBefore(other.minusMonths(6))) {
            nearest++;
        } else if (middle.isAfter(other.plusMonths(6))) {
            nearest--;
        }
        return in(nearest);
    }

    private Optional<Span> day(int when) {
        try {
            return Optional.of(Span.day(LocalDate.of(when, month, day)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
