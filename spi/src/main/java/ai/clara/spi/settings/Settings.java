package ai.clara.spi.settings;

import java.time.ZoneId;
import java.util.Optional;

/** Reads settings that were checked at the start: environment, then .env, then the default. */
public interface Settings {
    /** The value, the default when unset, empty when there is neither. Never a blank. */
    Optional<String> find(Setting setting);

    default String text(Setting setting) {
        return find(setting).orElse("");
    }

    default int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    default boolean flag(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    default ZoneId zone(Setting setting) {
        return ZoneId.of(text(setting));
    }
}
