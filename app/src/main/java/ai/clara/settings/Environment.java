package ai.clara.settings;

import java.util.Map;

/**
 * The environment variables of a process. The only class that asks the operating system for them.
 *
 * @param values all of them by name
 */
public record Environment(Map<String, String> values) {

    public Environment {
        values = Map.copyOf(values);
    }

    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }
}
