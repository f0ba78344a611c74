package ai.clara.llm;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.Wording;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A request as plain messages: one of the system with every section, the recent turns, then the message to answer. */
public final class PromptRenderer {
    /** Who speaks in a rendered message. */
    public enum Voice {
        SYSTEM,
        PERSON,
        CLARA
    }

    /**
     * One rendered message.
     *
     * @param images only with the message to answer
     */
    public record Line(Voice voice, String text, List<Part.Image> images) {
        public Line {
            images = List.copyOf(images);
        }

        public Line(Voice voice, String text) {
            this(voice, text, List.of());
        }
    }

    private PromptRenderer() {}

    /** The messages in order; the first is of the system unless there are no sections. */
    public static List<Line> render(ChatRequest request) {
        ZoneId zone = request.section(PromptSlot.CLOCK)
                .map(section -> section instanceof SectionContent.Now now ? now.zone() : ZoneOffset.UTC)
                .orElse(ZoneOffset.UTC);
        var system = new ArrayList<String>();
        var turns = new ArrayList<Line>();
        Optional<SectionContent.Messages> recent = request.section(PromptSlot.RECENT)
                .flatMap(content ->
                        content instanceof SectionContent.Messages messages ? Optional.of(messages) : Optional.empty());
        recent.ifPresent(messages -> messages.messages().forEach(message -> turns.add(turn(message))));
        new TreeMap<>(request.sections()).forEach((slot, content) -> {
            if (slot != PromptSlot.RECENT || recent.isEmpty()) {
                String text = Wording.section(beside(recent, content), zone);
                if (!text.isEmpty()) {
                    system.add(text);
                }
            }
        });
        var lines = new ArrayList<Line>();
        if (!system.isEmpty()) {
            lines.add(new Line(Voice.SYSTEM, String.join("\n\n", system)));
        }
        lines.addAll(turns);
        lines.add(toAnswer(request.message()));
        return List.copyOf(lines);
    }

    private static SectionContent beside(Optional<SectionContent.Messages> recent, SectionContent content) {
        return content instanceof SectionContent.Recalled recalled && recent.isPresent()
                ? recalled.besides(recent.get())
                : content;
    }

    private static Line turn(ChatMessage message) {
        return switch (message) {
            case ChatMessage.FromPerson person -> new Line(Voice.PERSON, Wording.words(person, "[image]"));
            case ChatMessage.FromClara clara -> new Line(Voice.CLARA, clara.text());
        };
    }

    private static Line toAnswer(ChatMessage.FromPerson message) {
        var images = message.parts().stream()
                .filter(Part.Image.class::isInstance)
                .map(Part.Image.class::cast)
                .toList();
        return new Line(Voice.PERSON, Wording.words(message, ""), images);
    }
}
