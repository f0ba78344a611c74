package ai.clara.memory.store;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.transcript.Transcript;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** Whether it is of another transcript than the one with these heads, or of a later state of it. */
    public boolean foreign(List<Transcript.Head> heads) {
        return !heads.stream()
                .map(Transcript.Head::conversation)
                .collect(Collectors.toUnmodifiableSet())
                .containsAll(cursors.keySet());
    }
}
