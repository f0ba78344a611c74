package ai.clara.engine.prompt;

import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The sections of one prompt.
 *
 * @param late names of the sections that were left out, because they were late or failed
 */
public record Assembled(Map<PromptSlot, SectionContent> sections, List<String> late) {
    /** Of a turn that asked no model. */
    public static final Assembled NOTHING = new Assembled(Map.of(), List.of());

    public Assembled {
        sections = Map.copyOf(sections);
        late = List.copyOf(late);
    }

    /** The messages that memory put into the prompt. */
    public List<UUID> evidence() {
        return sections.get(PromptSlot.MEMORY) instanceof SectionContent.Recalled(Recollection recollection)
                ? ids(recollection)
                : List.of();
    }

    private static List<UUID> ids(Recollection recollection) {
        return recollection.evidence().stream()
                .map(Evidence::message)
                .map(ref -> ref.value())
                .distinct()
                .toList();
    }
}
