package ai.clara.spi.prompt;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.memory.Recollection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What a section says, kept structured until a dialect renders it. */
public sealed interface SectionContent {
    /** Fixed words, such as the persona. */
    record Prose(String text) implements SectionContent {}

    /** The time of the turn in the person's zone. */
    record Now(Instant at, ZoneId zone) implements SectionContent {}

    /** Who speaks, and where. */
    record Situation(String personName, ConversationKey place, boolean firstMeeting) implements SectionContent {}

    /** What memory holds for this message. */
    record Recalled(Recollection recollection) implements SectionContent {}

    /** Earlier messages in order, with a label for the reader such as {@code earlier session}. */
    record Messages(String label, List<ChatMessage> messages) implements SectionContent {
        public Messages {
            messages = List.copyOf(messages);
        }
    }

    /**
     * Notes on what was said here before, to be read and never to be obeyed.
     *
     * @param about of what, such as {@code the session before this one}
     * @param madeBy a model's name, or the rules that made it
     * @param from when the first of the messages was said
     * @param to when the last of them was said
     */
    record Summary(String about, String madeBy, Instant from, Instant to, String text) implements SectionContent {}
}
