package ai.clara.testkit;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings of a map, with aliases and defaults as in the product and without its checks. */
public final class MapSettings implements Settings {
    private final Map<String, String> values;

    private MapSettings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Only defaults. */
    public static MapSettings none() {
        return new MapSettings(Map.of());
    }

    /** These values by name, else defaults. */
    public static MapSettings of(Map<String, String> values) {
        return new MapSettings(values);
    }

    /** Names and values in turn. */
    public static MapSettings of(String... namesAndValues) {
        var values = new HashMap<String, String>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new MapSettings(values);
    }

    @Override
    public Optional<String> find(Setting setting) {
        return Stream.concat(Stream.of(setting.name()), setting.aliases().stream())
                .map(name -> values.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .or(() -> Optional.of(setting.defaultValue()).filter(value -> !value.isBlank()));
    }
}
