package ai.clara.memory.follow;

import ai.clara.spi.id.MessageRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Vectors of some messages, apart by embedder: those whose vectors the index is to hold now, even if they have made none of these. */
record VectorSet(Map<String, Map<MessageRef, float[]>> byEmbedder) {
    Set<String> embedders() {
        return byEmbedder.keySet();
    }

    Optional<float[]> of(String embedder, MessageRef message) {
        return Optional.ofNullable(byEmbedder.getOrDefault(embedder, Map.of()).get(message));
    }
}
