package ai.clara.llm.offline;

import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.memory.Evidence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Evidence as a sentence: who said it, when and where, word for word. */
final class Quotation {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final int QUOTED_CHARS_MAX = 600;

    private final ZoneId zone;
    private final LocalDate today;

    Quotation(Instant now, ZoneId zone) {
        this.zone = zone;
        this.today = LocalDate.ofInstant(now, zone);
    }

    /** For example {@code You told me on 21 November 2026, in a direct message: "…"}. */
    String sentence(Evidence evidence) {
        String when = when(evidence.at());
        String where = where(evidence.place());
        return evidence.bySelf()
                ? "You told me " + when + ", " + where + ": " + quoted(evidence.text())
                : evidence.speaker() + " said " + where + " " + when + ": " + quoted(evidence.text());
    }

    /** One line of a list of what the person said. */
    String line(Evidence evidence) {
        return "- " + DAY.format(day(evidence.at())) + ", " + where(evidence.place()) + ": " + quoted(evidence.text());
    }

    static String quoted(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return '"' + (line.length() <= QUOTED_CHARS_MAX ? line : line.substring(0, QUOTED_CHARS_MAX) + " …") + '"';
    }

    private String when(Instant at) {
        LocalDate day = day(at);
        if (day.equals(today)) {
            return "today, " + DAY.format(day);
        }
        return day.equals(today.minusDays(1)) ? "yesterday, " + DAY.format(day) : "on " + DAY.format(day);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    private static String where(ConversationKey place) {
        return switch (place.kind()) {
            case DIRECT -> "in a direct message";
            case ROOM -> "in the room #" + place.place().replaceFirst("^#", "");
        };
    }
}
