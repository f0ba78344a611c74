package ai.clara.memory.time;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** The time a question asks for, and how well a message meets it. */
public final class Asked {
    /** A message that speaks of "last week" meets a question for one day of it, but one that speaks of a year does not. */
    private static final long ROUGH_DAYS = 8;

    private static final double WITHIN = 1;
    private static final double TOLD_LATER = 0.5;
    private static final double WHOLE_YEAR = 0.5;
    private static final long EVENING_HOURS = 12;

    private final List<Named> named;
    private final List<Span> spans;

    private Asked(List<Named> named, List<Span> spans) {
        this.named = named;
        this.spans = spans;
    }

    /**
     * @param today the asker's day, against which "last month" is resolved
     */
    public static Asked of(String question, LocalDate today) {
        List<Named> named = NamedDates.in(question);
        var spans = new ArrayList<>(Moments.of(question, today));
        named.forEach(date -> date.near(today).ifPresent(spans::remove));
        return new Asked(named, spans);
    }

    public boolean any() {
        return !named.isEmpty() || !spans.isEmpty();
    }

    /** Whether it names days, months or seasons: more than a year, and no "last week" that the asker may count otherwise. */
    public boolean names() {
        return named.stream().anyMatch(date -> date.kind() != Named.Kind.YEAR);
    }

    /**
     * From 0 to 1: 1 when the message speaks of that time or was said in it, less when it was said soon after.
     *
     * @param said when the message was said, in its author's zone
     * @param spoken the days it speaks of
     */
    public double met(LocalDateTime said, List<Span> spoken) {
        double best = 0;
        for (Named date : named) {
            double full = date.kind() == Named.Kind.YEAR ? WHOLE_YEAR : WITHIN;
            for (int year = said.getYear() - 1; year <= said.getYear(); year++) {
                int when = year;
                best = Math.max(
                        best,
                        date.in(when)
                                .map(span -> full * met(span, date.kind().toldWithinDays, said, spoken))
                                .orElse(0.0));
            }
        }
        for (Span span : spans) {
            best = Math.max(best, met(span, Named.Kind.DAY.toldWithinDays, said, spoken));
        }
        return best;
    }

    private static double met(Span asked, int toldWithinDays, LocalDateTime said, List<Span> spoken) {
        long rough = Math.max(asked.days(), ROUGH_DAYS);
        if (spoken.stream().anyMatch(span -> span.overlaps(asked) && span.days() <= rough)) {
            return WITHIN;
        }
        LocalDateTime from = asked.from().atStartOfDay();
        LocalDateTime to = asked.to().atStartOfDay();
        if (!said.isBefore(from.minusHours(EVENING_HOURS)) && said.isBefore(to)) {
            return WITHIN;
        }
        return !said.isBefore(to) && said.isBefore(to.plusDays(toldWithinDays)) ? TOLD_LATER : 0;
    }
}
