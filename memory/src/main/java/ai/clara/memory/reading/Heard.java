package ai.clara.memory.reading;

import ai.clara.spi.id.MessageRef;
import java.util.List;
import java.util.Map;

/**
 * What a model said of some messages.
 *
 * @param claims of those of which it said something, in its order
 * @param model which one answered
 */
public record Heard(Map<MessageRef, List<Claim>> claims, String model) {
    public Heard {
        claims = Map.copyOf(claims);
    }

    public List<Claim> of(MessageRef message) {
        return claims.getOrDefault(message, List.of());
    }
}
