package ai.clara.spi.model;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a model is given. Sections stay structured until a dialect renders them, so that a model without a language model
 * inside can read them too.
 *
 * @param sections at most one content per slot
 * @param message what to answer
 * @param tier the tier asked for; empty means the configured base model
 * @param deadline after it nobody waits for an answer
 */
public record ChatRequest(
        Map<PromptSlot, SectionContent> sections,
        ChatMessage.FromPerson message,
        Optional<Tier> tier,
        Instant deadline) {
    public ChatRequest {
        sections = Map.copyOf(sections);
    }

    /** The content of a slot. */
    public Optional<SectionContent> section(PromptSlot slot) {
        return Optional.ofNullable(sections.get(slot));
    }

    /** The slots in prompt order. */
    public List<SectionContent> inOrder() {
        return List.copyOf(new TreeMap<>(sections).values());
    }
}
