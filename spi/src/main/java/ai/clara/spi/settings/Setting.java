package ai.clara.spi.settings;

import java.util.List;

/**
 * One setting.
 *
 * @param name as in the environment
 * @param kind what values are right
 * @param defaultValue used when unset; empty means unset
 * @param about one sentence for the reader of the README
 * @param secret whether it is masked wherever it is shown
 * @param aliases older names that are read when this one is unset
 * @param later empty when it works now; else the part of Clara that will read it
 */
public record Setting(
        String name, Kind kind, String defaultValue, String about, boolean secret, List<String> aliases, String later) {
    /** What values a setting takes. */
    public sealed interface Kind {
        /** Any text. */
        record Text() implements Kind {}

        /** A whole number within bounds. */
        record Whole(long min, long max) implements Kind {}

        /** {@code true} or {@code false}. */
        record Flag() implements Kind {}

        /** One of these words. */
        record Choice(List<String> words) implements Kind {}

        /** An IANA time zone. */
        record Zone() implements Kind {}
    }

    public Setting {
        aliases = List.copyOf(aliases);
    }

    public static Setting text(String name, String defaultValue, String about) {
        return new Setting(name, new Kind.Text(), defaultValue, about, false, List.of(), "");
    }

    public static Setting number(String name, long defaultValue, long min, long max, String about) {
        return new Setting(name, new Kind.Whole(min, max), Long.toString(defaultValue), about, false, List.of(), "");
    }

    public static Setting choice(String name, String defaultValue, String about, String... words) {
        return new Setting(name, new Kind.Choice(List.of(words)), defaultValue, about, false, List.of(), "");
    }

    public static Setting flag(String name, boolean defaultValue, String about) {
        return new Setting(name, new Kind.Flag(), Boolean.toString(defaultValue), about, false, List.of(), "");
    }

    public static Setting zone(String name, String defaultValue, String about) {
        return new Setting(name, new Kind.Zone(), defaultValue, about, false, List.of(), "");
    }

    /** The same, masked wherever it is shown. */
    public Setting asSecret() {
        return new Setting(name, kind, defaultValue, about, true, aliases, later);
    }

    /** The same, also read under older names. */
    public Setting alias(String... names) {
        return new Setting(name, kind, defaultValue, about, secret, List.of(names), later);
    }

    /** The same, known but read only once that part is built. */
    public Setting later(String part) {
        return new Setting(name, kind, defaultValue, about, secret, aliases, part);
    }
}
