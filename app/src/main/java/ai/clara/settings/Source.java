package ai.clara.settings;

import java.util.Map;

/**
 * One place that settings come from.
 *
 * @param label how people call it: {@code environment} or the path of a file
 * @param file whether it is a file of Clara's own, in which every name must be known
 * @param values by name
 */
public record Source(String label, boolean file, Map<String, String> values) {

    public Source {
        values = Map.copyOf(values);
    }
}
