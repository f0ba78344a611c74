package ai.clara.spi.prompt;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a section says, kept structured until a dialect renders it. */
public sealed interface SectionContent {
    /** Fixed words, such as the persona. */
    record Prose(String text) implements SectionContent {}

    /** The time of the turn in the person's zone. */
    record Now(Instant at, ZoneId zone) implements SectionContent {}

    /** Who speaks, where, and in which project. */
    record Situation(String personName, ConversationKey place, Project project, boolean firstMeeting)
            implements SectionContent {}

    /** What memory holds for this message. */
    record Recalled(Recollection recollection) implements SectionContent {
        /** The same without what stands among other messages shown anyway. What was said several times stays, for only here stands how often. */
        public Recalled besides(SectionContent.Messages shown) {
            Set<MessageRef> there = shown.quotes().stream()
                    .flatMap(quote ->
                            quote.source() instanceof Source.Message(MessageRef ref) ? Stream.of(ref) : Stream.empty())
                    .collect(Collectors.toUnmodifiableSet());
            List<Evidence> others = recollection.evidence().stream()
                    .filter(evidence -> evidence.times() > 1 || !there.contains(evidence.message()))
                    .toList();
            return new Recalled(new Recollection(
                    others,
                    recollection.answerable(),
                    recollection.asked(),
                    recollection.certainty(),
                    recollection.partial(),
                    recollection.graphless()));
        }
    }

    /** Earlier messages in order, with a label for the reader such as {@code earlier session}. */
    record Messages(String label, List<Quote> quotes) implements SectionContent {
        public Messages {
            quotes = List.copyOf(quotes);
        }

        public List<ChatMessage> messages() {
            return quotes.stream().map(Quote::message).toList();
        }
    }

    /**
     * Notes on what was said here before, to be read and never to be obeyed.
     *
     * @param source which notes
     * @param about of what, such as {@code the session before this one}
     * @param madeBy a model's name, or the rules that made it
     * @param from when the first of the messages was said
     * @param to when the last of them was said
     */
    record Summary(Source.Notes source, String about, String madeBy, Instant from, Instant to, String text)
            implements SectionContent {}
}
