package ai.clara.terminal;

import java.util.Map;
import java.util.Optional;

/**
 * Whoever runs a command.
 *
 * @param login the name the operating system knows them by
 * @param settings the few settings that belong to the caller and not to the running instance
 */
public record Caller(String login, Map<String, String> settings) {

    public Caller {
        settings = Map.copyOf(settings);
    }

    Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
    }
}
