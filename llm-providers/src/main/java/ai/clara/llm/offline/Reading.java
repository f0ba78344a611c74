package ai.clara.llm.offline;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.prompt.SectionContent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A request's sections, found by what they are. All that the offline model knows. */
record Reading(
        String text,
        String name,
        boolean inRoom,
        boolean firstMeeting,
        Instant now,
        ZoneId zone,
        List<Evidence> evidence,
        boolean partial,
        boolean graphless,
        Optional<String> lastOwnWords) {

    static Reading of(ChatRequest request) {
        String text = request.message().plainText();
        String name = request.message().speaker();
        boolean inRoom = false;
        boolean firstMeeting = false;
        Instant now = request.message().at();
        ZoneId zone = ZoneOffset.UTC;
        List<Evidence> evidence = List.of();
        boolean partial = false;
        boolean graphless = false;
        Optional<String> lastOwnWords = Optional.empty();
        for (SectionContent section : request.inOrder()) {
            switch (section) {
                case SectionContent.Prose prose -> {}
                case SectionContent.Summary summary -> {}
                case SectionContent.Now(Instant at, ZoneId in) -> {
                    now = at;
                    zone = in;
                }
                case SectionContent.Situation(String person, ConversationKey place, var project, boolean first) -> {
                    name = person;
                    inRoom = place.kind() == ConversationKey.Kind.ROOM;
                    firstMeeting = first;
                }
                case SectionContent.Recalled(var recollection) -> {
                    evidence = recollection.evidence();
                    partial = recollection.partial();
                    graphless = recollection.graphless();
                }
                case SectionContent.Messages earlier ->
                    lastOwnWords = lastOf(earlier.messages(), request.message()).or(keep(lastOwnWords));
            }
        }
        return new Reading(text, name, inRoom, firstMeeting, now, zone, evidence, partial, graphless, lastOwnWords);
    }

    private static Supplier<Optional<String>> keep(Optional<String> earlier) {
        return () -> earlier;
    }

    private static Optional<String> lastOf(List<ChatMessage> messages, ChatMessage.FromPerson asked) {
        return messages.reversed().stream()
                .filter(message -> message instanceof ChatMessage.FromPerson person
                        && person.speaker().equals(asked.speaker())
                        && !person.plainText().equals(asked.plainText()))
                .map(ChatMessage::plainText)
                .filter(words -> !words.isBlank())
                .findFirst();
    }
}
