package ai.clara.memory.store;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Sensitivity;
import java.util.Map;
import java.util.Optional;

/**
 * A message that a person wrote, as a store is to hold it.
 *
 * @param text its words, to be found by and not to be kept in the clear
 * @param before what somebody else said just before it to the same audience; empty when it stands for itself
 * @param vectors by embedder, of those that are done with it; empty where it needs none, since it tells nothing
 */
public record Passage(
        ConversationId conversation,
        String audienceKey,
        Project project,
        Sensitivity sensitivity,
        String speaker,
        Marks marks,
        String text,
        String before,
        Map<String, Optional<float[]>> vectors) {
    private static final int INDEXED_CHARS_MAX = 20_000;
    /** Longer names cannot be told apart by a question anyway. */
    private static final int NAME_CHARS_MAX = 100;

    public Passage {
        text = cut(text, INDEXED_CHARS_MAX);
        speaker = cut(speaker, NAME_CHARS_MAX);
        vectors = Map.copyOf(vectors);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }
}
