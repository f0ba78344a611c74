package ai.clara.settings;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of settings: the first source that has a name wins; older names count when the name itself is nowhere set. */
public final class SettingValues implements Settings {
    private final List<Source> sources;

    /**
     * A value and where it came from.
     *
     * @param name the name it was found under, perhaps an older one
     */
    public record Found(String name, String value, String where) {}

    public SettingValues(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    /** The environment first, then the home's file, then the checkout's. */
    public static SettingValues of(Environment environment, Path home, Optional<Path> checkout) {
        List<Source> sources = new ArrayList<>();
        sources.add(new Source("environment", false, environment.values()));
        sources.add(file(home.resolve(".env")));
        checkout.map(dir -> file(dir.resolve(".env"))).ifPresent(sources::add);
        return new SettingValues(sources);
    }

    private static Source file(Path path) {
        Map<String, String> values = DotEnv.read(path);
        return new Source(path.toString(), true, values);
    }

    List<Source> sources() {
        return sources;
    }

    @Override
    public Optional<String> find(Setting setting) {
        return set(setting)
                .map(Found::value)
                .or(() -> Optional.of(setting.defaultValue()).filter(value -> !value.isBlank()));
    }

    /** Whether a file gives any value at all. */
    public boolean fromFile() {
        return sources.stream()
                .anyMatch(source -> source.file() && !source.values().isEmpty());
    }

    /** Whether somebody set this name. */
    public boolean has(String name) {
        return named(name).isPresent();
    }

    /** The value somebody set, with its origin; empty when the default counts. */
    public Optional<Found> set(Setting setting) {
        List<String> names = new ArrayList<>();
        names.add(setting.name());
        names.addAll(setting.aliases());
        return names.stream().flatMap(name -> named(name).stream()).findFirst();
    }

    private Optional<Found> named(String name) {
        for (Source source : sources) {
            String value = source.values().getOrDefault(name, "");
            if (!value.isBlank()) {
                return Optional.of(new Found(name, value.strip(), source.label()));
            }
        }
        return Optional.empty();
    }
}
