package ai.clara.memory.contract;

import ai.clara.spi.memory.Evidence;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** "Yesterday" is the day before it was said, by the clock of whoever said it. */
interface TimeContract {
    List<String> EVENTS = List.of(
            "I went to a concert",
            "I saw the dentist",
            "I sold my old bicycle",
            "I baked bread with my aunt",
            "I climbed the church tower",
            "I missed the last train home",
            "I took part in a chess tournament",
            "I visited the glass museum");
    List<String> QUESTIONS = List.of(
            "What did I do %s?",
            "What happened %s?",
            "Where was I %s?",
            "What was I up to %s?",
            "What did I tell you of what I did %s?",
            "Do you remember what I did %s?",
            "How did I spend my time %s?");
    List<String> ZONES = List.of("UTC", "America/Los_Angeles", "Europe/Vienna", "Asia/Tokyo", "Pacific/Auckland");
    List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ENGLISH));

    DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    MemoryUnderTest meaning();

    /** A way to speak of a day, and the day it means when said on another. */
    enum Expression {
        LAST_WEEK("last week"),
        LAST_WEEKDAY("last %s"),
        YESTERDAY("yesterday"),
        DAYS_AGO("two days ago"),
        IN_WEEKS("in 2 weeks"),
        TOMORROW("tomorrow"),
        WEEKS_AGO("three weeks ago"),
        MONTHS_AGO("two months ago");

        private final String words;

        Expression(String words) {
            this.words = words;
        }

        LocalDate means(LocalDate said, Draw draw, DayOfWeek weekday) {
            return switch (this) {
                case LAST_WEEK ->
                    said.minusWeeks(1)
                            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                            .plusDays(draw.upTo(7));
                case LAST_WEEKDAY -> said.with(TemporalAdjusters.previous(weekday));
                case YESTERDAY -> said.minusDays(1);
                case DAYS_AGO -> said.minusDays(2);
                case IN_WEEKS -> said.plusDays(14);
                case TOMORROW -> said.plusDays(1);
                case WEEKS_AGO -> said.minusDays(21);
                case MONTHS_AGO -> said.minusMonths(2);
            };
        }

        /** What is said of a month is asked for by the month. */
        String asked(LocalDate day, Draw draw) {
            return this == MONTHS_AGO
                    ? "in " + MONTH.format(day)
                    : "on " + draw.of(DATES).format(day);
        }

        String in(String event, DayOfWeek weekday, Draw draw) {
            String when = words.formatted(weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            return draw.upTo(2) == 0 ? when + " " + event : event + " " + when;
        }
    }

    /** Whoever asks for the day gets what was said of it first, not what was said of others, and nothing for "ages ago". */
    @Test
    default void whatIsSaidOfADayIsFoundByThatDay() {
        MemoryUnderTest memory = meaning();
        Behaviour.holds("day", memory, draw -> {
            var person = draw.person(ZoneId.of(draw.of(ZONES)));
            List<String> events = draw.some(EVENTS, 4);
            LocalDate said = draw.day();
            DayOfWeek weekday = DayOfWeek.of(1 + draw.upTo(7));
            Expression expression = draw.of(List.of(Expression.values()));
            LocalDate day = expression.means(said, draw, weekday);
            String wanted = expression.in(events.getFirst(), weekday, draw);
            say(draw, person, said, wanted);
            say(draw, person, said.plusDays(70), expression.in(events.get(1), weekday, draw));
            say(draw, person, said.minusDays(140), expression.in(events.get(2), weekday, draw));
            say(draw, person, said.plusDays(120), "Ages ago " + events.get(3));
            draw.chatter(memory.told(), person, said.plusDays(300), 4);
            String question = draw.of(QUESTIONS).formatted(expression.asked(day, draw));
            ZonedDateTime asked = draw.at(said.plusDays(500), person);
            return () -> first(
                    wanted, memory.recall(person.viewer(), question, asked, 5).evidence(), question);
        });
    }

    /** Five in the morning in UTC is the evening before in Los Angeles. */
    @Test
    default void theDayIsThatOfWhoeverSpoke() {
        MemoryUnderTest memory = meaning();
        Behaviour.holds("zone", memory, draw -> {
            var person = draw.person(ZoneId.of("America/Los_Angeles"));
            List<String> events = draw.some(EVENTS, 2);
            LocalDate day = draw.day();
            String wanted = "Today " + events.getFirst();
            ZonedDateTime late = day.plusDays(1).atTime(5, draw.upTo(60)).atZone(ZoneId.of("UTC"));
            memory.told()
                    .tell(person.direct(), person.id(), person.name(), late.withZoneSameInstant(person.zone()), wanted);
            memory.told()
                    .tell(
                            person.direct(),
                            person.id(),
                            person.name(),
                            late.plusHours(15).withZoneSameInstant(person.zone()),
                            "Today " + events.get(1));
            draw.chatter(memory.told(), person, day.plusDays(300), 4);
            boolean relative = draw.upTo(2) == 0;
            String when = relative ? "yesterday" : "on " + DATES.getFirst().format(day);
            String question = draw.of(QUESTIONS).formatted(when);
            // The next day in the evening, when it is the day after that elsewhere.
            ZonedDateTime asked = late.plusHours(24).withZoneSameInstant(person.zone());
            return () -> first(
                    wanted, memory.recall(person.viewer(), question, asked, 5).evidence(), question);
        });
    }

    /** Of similar messages from every month those of the month asked for come first. */
    @Test
    default void aMonthIsAskedFor() {
        MemoryUnderTest memory = meaning();
        Behaviour.holds("month", memory, draw -> {
            var person = draw.person(ZoneId.of(draw.of(ZONES)));
            Month month = Month.of(1 + draw.upTo(12));
            String doing = draw.of(List.of(
                    "Went running",
                    "I was out swimming",
                    "We rowed on the lake",
                    "Played badminton",
                    "Hiked up the hill",
                    "I cycled to the dam"));
            int number = 0;
            for (Month one : Month.values()) {
                for (int i = 0; i < (one == month ? 3 : 1); i++) {
                    LocalDate day = LocalDate.of(2025, one, 12 + draw.upTo(12));
                    say(draw, person, day, doing + " for " + (20 + number++) + " minutes");
                }
            }
            String question = draw.of(List.of(
                            "What did I do in %s 2025?",
                            "How did I keep fit in %s 2025?",
                            "What sports did I do in %s of 2025?",
                            "What was I doing during %s 2025?",
                            "What did I tell you in %s 2025?",
                            "Which exercise did I get in %s 2025?"))
                    .formatted(month.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            ZonedDateTime asked = draw.at(LocalDate.of(2026, 3, 2), person);
            return () -> {
                List<Evidence> found =
                        memory.recall(person.viewer(), question, asked, 5).evidence();
                List<Month> months = found.stream()
                        .map(one -> one.at().atZone(person.zone()).getMonth())
                        .toList();
                boolean right = !months.isEmpty()
                        && months.getFirst() == month
                        && months.stream().filter(one -> one != month).count() <= 2;
                return right ? "" : question + " gave " + months;
            };
        });
    }

    private void say(Draw draw, Draw.Person person, LocalDate day, String text) {
        meaning().told().tell(person.direct(), person.id(), person.name(), draw.at(day, person), text);
    }

    private static String first(String wanted, List<Evidence> found, String question) {
        boolean right = !found.isEmpty() && found.getFirst().text().equals(wanted);
        return right
                ? ""
                : question + " wanted «" + wanted + "», gave "
                        + found.stream().map(Evidence::text).toList();
    }
}
