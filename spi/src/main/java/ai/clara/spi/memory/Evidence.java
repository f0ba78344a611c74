package ai.clara.spi.memory;

import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import java.time.Instant;

/**
 * One message that memory gives back, word for word.
 *
 * @param speaker the speaker's name as it was then
 * @param bySelf whether the asking person said it
 * @param place where it was said
 * @param score fused rank score, comparable within one recollection only
 * @param supports whether subject and predicate agree with what was asked, so that it may be quoted as an answer
 */
public record Evidence(
        MessageRef message,
        String speaker,
        boolean bySelf,
        ConversationKey place,
        Instant at,
        String text,
        double score,
        boolean supports) {}
