package ai.clara.spi.memory;

import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import java.time.Instant;
import java.util.Optional;

/**
 * One message that memory gives back, word for word.
 *
 * @param speaker the speaker's name as it was then
 * @param bySelf whether the asking person said it
 * @param place where it was said
 * @param at when it was said last
 * @param score how well it goes with what was asked, comparable within one recollection only
 * @param support how far subject and predicate agree with what was asked, so that it may be quoted as an answer; 0 when it may not
 * @param times how often its author said the same
 * @param first when they said it first
 * @param stretch which part of the message the text is; empty when it is all of it
 */
public record Evidence(
        MessageRef message,
        String speaker,
        boolean bySelf,
        ConversationKey place,
        Instant at,
        String text,
        double score,
        double support,
        int times,
        Instant first,
        Optional<Stretch> stretch) {
    /** Evidence that was said once, and supports as well as it scores or not at all. */
    public Evidence(
            MessageRef message,
            String speaker,
            boolean bySelf,
            ConversationKey place,
            Instant at,
            String text,
            double score,
            boolean supports) {
        this(message, speaker, bySelf, place, at, text, score, supports ? score : 0, 1, at, Optional.empty());
    }

    /** Whether it may be quoted as an answer. */
    public boolean supports() {
        return support > 0;
    }

    /** The same with only a part of its words; of a whole message. */
    public Evidence excerpt(Stretch part) {
        return new Evidence(
                message, speaker, bySelf, place, at, part.of(text), score, support, times, first, Optional.of(part));
    }
}
