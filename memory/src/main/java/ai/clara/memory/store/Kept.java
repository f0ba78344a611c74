package ai.clara.memory.store;

import ai.clara.spi.id.ConversationId;
import java.util.Map;
import java.util.Optional;

/**
 * What a store knows of itself.
 *
 * @param cursors how far each conversation is in it
 * @param embedder whose vectors answer, when that was said
 */
public record Kept(Map<ConversationId, Cursor> cursors, Optional<String> embedder) {
    public static final Kept NOTHING = new Kept(Map.of(), Optional.empty());

    public Kept {
        cursors = Map.copyOf(cursors);
    }
}
