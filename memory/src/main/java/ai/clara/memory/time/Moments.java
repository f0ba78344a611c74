package ai.clara.memory.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The days a message speaks of, resolved against the day it was said: "yesterday", "last week", "on Friday", "two months ago". */
public final class Moments {
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("a", 1),
            Map.entry("an", 1),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("a couple", 2),
            Map.entry("a couple of", 2),
            Map.entry("couple", 2),
            Map.entry("three", 3),
            Map.entry("a few", 3),
            Map.entry("few", 3),
            Map.entry("four", 4),
            Map.entry("several", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10));
    private static final String NUMBER =
            "(a couple of|a couple|a few|an|a|one|two|three|four|five|six|seven|eight|nine|ten|couple|few|several|\\d{1,3})";
    private static final String UNIT = "(day|week|weekend|month|year)s?";
    private static final Map<String, Integer> NEAR_DAYS =
            Map.of("yesterday", -1, "last night", -1, "today", 0, "tonight", 0, "this morning", 0, "tomorrow", 1);
    private static final Pattern NEAR = Pattern.compile(
            "\\b(day before yesterday|day after tomorrow|yesterday|last night|today|tonight|this morning|tomorrow)\\b");
    private static final Pattern OTHER_DAY = Pattern.compile("\\bthe other day\\b");
    private static final Pattern WHOLE =
            Pattern.compile("\\b(last|past|this past|previous|this|next|coming) (week|weekend|month|year)\\b");
    private static final Pattern WEEKDAY = Pattern.compile(
            "\\b(last|this past|past|this|next|on|coming) "
                    + "(monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun)\\b");
    private static final Pattern AGO = Pattern.compile("\\b" + NUMBER + " " + UNIT + " (?:ago|back)\\b");
    private static final Pattern AHEAD =
            Pattern.compile("\\bin " + NUMBER + " " + UNIT + "\\b|\\b" + NUMBER + " " + UNIT + " from now\\b");
    private static final int COUNT_MAX = 200;
    private static final int OTHER_DAYS = 6;

    private final LocalDate said;
    private final String text;
    private final List<Span> spans = new ArrayList<>();

    private Moments(String text, LocalDate said) {
        this.said = said;
        this.text = text.toLowerCase(Locale.ROOT);
    }

    /** In no particular order; what cannot be resolved gives nothing, never a guess. */
    public static List<Span> of(String text, LocalDate said) {
        var moments = new Moments(text, said);
        moments.find();
        return List.copyOf(moments.spans);
    }

    private void find() {
        NamedDates.in(text).forEach(named -> named.near(said).ifPresent(spans::add));
        each(NEAR, word -> Span.day(said.plusDays(near(word.group(1)))));
        each(OTHER_DAY, word -> new Span(said.minusDays(OTHER_DAYS), said));
        each(WHOLE, word -> whole(word.group(2), direction(word.group(1))));
        each(WEEKDAY, word -> weekday(word.group(1), word.group(2)));
        each(AGO, word -> away(word.group(1), word.group(2), -1).orElse(null));
        each(
                AHEAD,
                word -> away(
                                word.group(1) == null ? word.group(3) : word.group(1),
                                word.group(2) == null ? word.group(4) : word.group(2),
                                1)
                        .orElse(null));
    }

    private interface Reader {
        @org.jspecify.annotations.Nullable
        Span read(Matcher word);
    }

    private void each(Pattern pattern, Reader reader) {
        Matcher word = pattern.matcher(text);
        while (word.find()) {
            Span span = reader.read(word);
            if (span != null) {
                spans.add(span);
            }
        }
    }

    private static int near(String word) {
        return switch (word) {
            case "day before yesterday" -> -2;
            case "day after tomorrow" -> 2;
            default -> NEAR_DAYS.getOrDefault(word, 0);
        };
    }

    private static int direction(String word) {
        return switch (word) {
            case "last", "past", "this past", "previous" -> -1;
            case "this" -> 0;
            default -> 1;
        };
    }

    private Span whole(String unit, int direction) {
        return switch (unit) {
            case "week" -> week(said.plusWeeks(direction));
            case "weekend" -> weekend(said.plusWeeks(direction));
            case "month" -> month(YearMonth.from(said).plusMonths(direction));
            default -> Span.year(said.getYear() + direction);
        };
    }

    private static Span week(LocalDate day) {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Span(monday, monday.plusWeeks(1));
    }

    /** From Friday on. */
    private static Span weekend(LocalDate day) {
        LocalDate friday =
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusDays(4);
        return new Span(friday, friday.plusDays(3));
    }

    private static Span month(YearMonth month) {
        return Span.month(month.getYear(), month.getMonthValue());
    }

    private Span weekday(String lead, String word) {
        DayOfWeek day = DayOfWeek.MONDAY;
        for (DayOfWeek one : DayOfWeek.values()) {
            if (one.name().toLowerCase(Locale.ROOT).startsWith(word.substring(0, 3))) {
                day = one;
            }
        }
        boolean ahead = lead.equals("next") || lead.equals("coming") || lead.equals("this");
        return Span.day(said.with(ahead ? TemporalAdjusters.next(day) : TemporalAdjusters.previous(day)));
    }

    private Optional<Span> away(String number, String unit, int sign) {
        int count = sign * NUMBERS.getOrDefault(number, 0);
        if (Character.isDigit(number.charAt(0))) {
            count = sign * Integer.parseInt(number);
        }
        if (count == 0 || Math.abs(count) > COUNT_MAX) {
            return Optional.empty();
        }
        return Optional.of(
                switch (unit) {
                    case "day" -> Span.day(said.plusDays(count));
                    case "week" -> Span.around(said.plusWeeks(count));
                    case "weekend" -> weekend(said.plusWeeks(count));
                    case "month" -> month(YearMonth.from(said).plusMonths(count));
                    default -> Span.year(said.getYear() + count);
                });
    }
}
