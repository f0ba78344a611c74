package ai.clara.discord.inbound;

import java.util.Map;
import java.util.Set;

/**
 * The words of a message as Discord carries them.
 *
 * @param own the tokens that mention Clara, as {@code <@1234>}
 * @param names other tokens with the name that people see in their place, as {@code @Ada} or {@code #garden}
 * @param direct whether it was said in a direct message
 * @param toClara whether it replies to a message of hers
 */
public record Wording(String raw, Set<String> own, Map<String, String> names, boolean direct, boolean toClara) {
    public Wording {
        own = Set.copyOf(own);
        names = Map.copyOf(names);
    }
}
