package ai.clara.settings;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.Setting.Kind;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Stops the start on a name nobody knows or a value nobody can use, with one sentence and the right name. */
public final class Strictness {
    private static final List<String> OUR_PREFIXES = List.of("CLARA_", "DISCORD_", "ROOK_", "BACKUP_");
    /** Shorter names have too many innocent neighbours. */
    private static final int LENGTH_MIN_FOR_NEAR_MISS = 8;

    private final Catalogue catalogue;

    public Strictness(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @throws CommandException with exit code 2 at the first finding */
    public void check(SettingValues values) {
        for (Source source : values.sources()) {
            source.values().keySet().stream().sorted().forEach(name -> checkName(source, name));
        }
        for (Setting setting : catalogue.all()) {
            values.set(setting).ifPresent(found -> checkValue(setting, found));
        }
    }

    private void checkName(Source source, String name) {
        if (catalogue.names().contains(name) || OtherPrograms.givenToHooks(name)) {
            return;
        }
        boolean ours = OUR_PREFIXES.stream().anyMatch(name::startsWith);
        boolean wrong = ours
                || nearMiss(source, name)
                || (source.file() && !OtherPrograms.wellKnown(name) && !OtherPrograms.prefixed(name));
        if (wrong) {
            String hint = Spelling.nearest(name, catalogue.names())
                    .map(right -> "did you mean " + right + "?")
                    .orElse("remove it, or see the settings in README.md.");
            throw CommandException.usage("Unknown setting " + name + " in " + place(source) + ": " + hint);
        }
    }

    private boolean nearMiss(Source source, String name) {
        if (OtherPrograms.wellKnown(name)) {
            return false;
        }
        // In a file of ours two edits are a slip; among all variables of a machine only one is.
        int edits = source.file() && !OtherPrograms.prefixed(name) ? 2 : 1;
        return catalogue.names().stream()
                .filter(known -> known.length() >= LENGTH_MIN_FOR_NEAR_MISS)
                .anyMatch(known -> Spelling.distance(name, known) <= edits);
    }

    private static void checkValue(Setting setting, SettingValues.Found found) {
        Optional<String> expected = expectation(setting.kind(), found.value());
        expected.ifPresent(what -> {
            String shown = setting.secret() ? "" : " '" + shortened(found.value()) + "'";
            throw CommandException.usage("The value" + shown + " of " + found.name() + " in " + found.where()
                    + " is wrong: it must be " + what + ".");
        });
    }

    /** What a value should have been; empty when it is right. */
    private static Optional<String> expectation(Kind kind, String value) {
        return switch (kind) {
            case Kind.Text() -> Optional.empty();
            case Kind.Whole(long min, long max) ->
                within(value, min, max) ? Optional.empty() : Optional.of("a whole number from " + min + " to " + max);
            case Kind.Flag() ->
                value.equals("true") || value.equals("false") ? Optional.empty() : Optional.of("true or false");
            case Kind.Choice(List<String> words) ->
                words.contains(value) ? Optional.empty() : Optional.of("one of " + String.join(", ", words));
            case Kind.Zone() -> zone(value) ? Optional.empty() : Optional.of("a time zone such as Europe/Berlin");
        };
    }

    private static boolean within(String value, long min, long max) {
        try {
            long number = Long.parseLong(value);
            return number >= min && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean zone(String value) {
        try {
            return !ZoneId.of(value).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String shortened(String value) {
        return value.length() <= 60 ? value : value.substring(0, 57) + "...";
    }

    private static String place(Source source) {
        return source.file() ? source.label() : "the " + source.label();
    }
}
