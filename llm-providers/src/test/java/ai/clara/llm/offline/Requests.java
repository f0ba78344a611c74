package ai.clara.llm.offline;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.testkit.SequenceIds;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests of Anna on 22 November 2026 at 9:30 in Vienna, and the answers to them. */
final class Requests {
    static final Instant NOW = Instant.parse("2026-11-22T08:30:00Z");
    static final ConversationKey DIRECT = new ConversationKey("terminal", ConversationKey.Kind.DIRECT, "anna");
    static final ConversationKey KITCHEN = new ConversationKey("terminal", ConversationKey.Kind.ROOM, "kitchen");
    private static final SequenceIds IDS = new SequenceIds();

    private Requests() {}

    static String answer(String text, Evidence... evidence) {
        return answer(request(text, evidence));
    }

    static String answer(ChatRequest request) {
        return String.join("", pieces(request));
    }

    static List<String> pieces(ChatRequest request) {
        var pieces = new ArrayList<String>();
        try (var stream = new OfflineModel().stream(request)) {
            while (stream.next() instanceof ChatDelta.Text(String piece)) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    static ChatRequest request(String text, Evidence... evidence) {
        return request(text, DIRECT, false, evidence);
    }

    static ChatRequest request(String text, ConversationKey place, boolean firstMeeting, Evidence... evidence) {
        var held = List.of(evidence);
        return with(
                text,
                Map.of(
                        PromptSlot.CLOCK, new SectionContent.Now(NOW, ZoneId.of("Europe/Vienna")),
                        PromptSlot.SITUATION,
                                new SectionContent.Situation("Anna", place, Project.DEFAULT, firstMeeting),
                        PromptSlot.MEMORY,
                                new SectionContent.Recalled(
                                        new Recollection(held, held.stream().anyMatch(Evidence::supports)))));
    }

    static ChatRequest with(String text, Map<PromptSlot, SectionContent> sections) {
        return new ChatRequest(
                sections,
                new ChatMessage.FromPerson("Anna", NOW, List.of(new Part.Text(text))),
                Optional.empty(),
                NOW.plusSeconds(60));
    }

    static ChatRequest without(PromptSlot slot, ChatRequest request) {
        var sections = new EnumMap<PromptSlot, SectionContent>(request.sections());
        sections.remove(slot);
        return new ChatRequest(sections, request.message(), request.tier(), request.deadline());
    }

    static Evidence told(String text, String at, boolean supports) {
        return evidence("Anna", true, DIRECT, at, text, 0.03, supports);
    }

    static Evidence evidence(
            String speaker,
            boolean bySelf,
            ConversationKey place,
            String at,
            String text,
            double score,
            boolean supports) {
        return new Evidence(
                new MessageRef(IDS.next()), speaker, bySelf, place, Instant.parse(at), text, score, supports);
    }
}
