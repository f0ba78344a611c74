package ai.clara.memory.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds dates that a text names: "9 November 2022", "in July", "the summer of 2022", "since 2019". */
final class NamedDates {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<String, Integer> SEASONS =
            Map.of("spring", 3, "summer", 6, "fall", 9, "autumn", 9, "winter", 12);
    private static final String MONTH = "(january|february|march|april|may|june|july|august|september|october|november"
            + "|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)";
    private static final String YEAR = "((?:19|20)\\d\\d)";

    private static final Pattern ISO = Pattern.compile("\\b" + YEAR + "-(\\d{2})-(\\d{2})\\b");
    private static final Pattern DAY_MONTH =
            Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)?\\s+" + MONTH + "\\b\\.?,?\\s*" + YEAR + "?");
    private static final Pattern MONTH_DAY =
            Pattern.compile("\\b" + MONTH + "\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s*" + YEAR + ")?");
    private static final Pattern MONTH_ALONE = Pattern.compile("\\b" + MONTH + "\\b(?:\\s+of)?,?\\s*" + YEAR + "?");
    private static final Pattern SEASON = Pattern.compile("\\b(?:in|during|of|last|this|next) (?:the )?"
            + "(?:(?:early|late|mid) )?(spring|summer|fall|autumn|winter)(?: of)?\\s*" + YEAR + "?");
    private static final Pattern YEAR_ALONE = Pattern.compile("\\b(?:in|during|since|of) " + YEAR + "\\b");
    /** "May" and "march" are words of their own. */
    private static final Pattern AMBIGUOUS = Pattern.compile("may|march|mar");

    private static final Pattern LEADS_TO_MONTH =
            Pattern.compile("\\b(?:in|of|during|by|since|until|last|next|this|early|late|mid) $");
    private static final int SHORT = 3;
    private static final int DAYS_MAX = 31;

    private final String text;
    private final boolean[] used;
    private final List<Named> found = new ArrayList<>();

    private NamedDates(String text) {
        this.text = text.toLowerCase(Locale.ROOT);
        this.used = new boolean[this.text.length() + 1];
    }

    static List<Named> in(String text) {
        var dates = new NamedDates(text);
        dates.find();
        return dates.found;
    }

    private void find() {
        each(ISO, date -> day(date.group(1), Integer.parseInt(date.group(2)), date.group(3)));
        each(DAY_MONTH, date -> day(date.group(3), month(date.group(2)), date.group(1)));
        each(MONTH_DAY, date -> day(date.group(3), month(date.group(1)), date.group(2)));
        each(MONTH_ALONE, this::monthAlone);
        each(
                SEASON,
                date -> Optional.of(
                        new Named(Named.Kind.SEASON, year(date.group(2)), SEASONS.getOrDefault(date.group(1), 1), 0)));
        each(YEAR_ALONE, date -> Optional.of(new Named(Named.Kind.YEAR, year(date.group(1)), 0, 0)));
    }

    private interface Reader {
        Optional<Named> read(Matcher date);
    }

    private void each(Pattern pattern, Reader reader) {
        Matcher date = pattern.matcher(text);
        while (date.find()) {
            if (!used[date.start()] && !used[date.end() - 1]) {
                reader.read(date).ifPresent(named -> {
                    found.add(named);
                    java.util.Arrays.fill(used, date.start(), date.end(), true);
                });
            }
        }
    }

    private static Optional<Named> day(@org.jspecify.annotations.Nullable String year, int month, String day) {
        int number = Integer.parseInt(day);
        return number < 1 || number > DAYS_MAX || month < 1 || month > MONTHS.size()
                ? Optional.empty()
                : Optional.of(new Named(Named.Kind.DAY, year(year), month, number));
    }

    private Optional<Named> monthAlone(Matcher date) {
        String word = date.group(1);
        boolean dated = date.group(2) != null;
        boolean led = LEADS_TO_MONTH.matcher(text.substring(0, date.start())).find();
        if (!dated && !led && (word.length() == SHORT || AMBIGUOUS.matcher(word).matches())) {
            return Optional.empty();
        }
        return Optional.of(new Named(Named.Kind.MONTH, year(date.group(2)), month(word), 0));
    }

    private static int month(String word) {
        return MONTHS.indexOf(word.substring(0, SHORT)) + 1;
    }

    private static int year(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
