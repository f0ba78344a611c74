package ai.clara.spi.prompt;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stood before the model in one turn.
 *
 * @param place where it was asked
 * @param sections empty when no model was asked
 * @param late names of the sections that were left out, because they were late or failed
 * @param changes of sources that do not say today what they said then; words that cannot be read are empty
 */
public record PromptTrace(
        MessageRef question,
        ConversationKey place,
        ChatMessage.FromPerson asked,
        Optional<Reply> reply,
        Map<PromptSlot, SectionContent> sections,
        List<String> late,
        Map<Source, Change> changes) {
    /**
     * How the turn ended.
     *
     * @param text empty when the viewer may not read it, or when it was forgotten
     * @param model who made it
     */
    public record Reply(MessageRef ref, String text, String model, TokenUsage usage) {}

    /** Why a source says something else, or nothing. */
    public enum Change {
        EDITED,
        FORGOTTEN,
        /** It stands where this viewer may not read. */
        HIDDEN,
        /** It was read from its platform and never stored. */
        NOT_KEPT,
        /** Notes that were made anew, or went. */
        RETOLD
    }

    public PromptTrace {
        sections = Map.copyOf(sections);
        late = List.copyOf(late);
        changes = Map.copyOf(changes);
    }
}
