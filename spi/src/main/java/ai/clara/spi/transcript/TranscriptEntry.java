package ai.clara.spi.transcript;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Sensitivity;
import java.time.Instant;
import java.util.Optional;

/**
 * One message as stored.
 *
 * @param seq place in its conversation, from 1, without two alike
 * @param audienceKey key of the audience that may know it
 * @param author the person, empty when Clara wrote it
 * @param speaker the name shown for the author
 * @param text empty once erased
 * @param edited whether its author changed it after it was first stored
 */
public record TranscriptEntry(
        MessageRef ref,
        ConversationId conversation,
        ConversationKey place,
        long seq,
        String audienceKey,
        Optional<PersonId> author,
        String speaker,
        String text,
        Instant at,
        Sensitivity sensitivity,
        boolean erased,
        boolean edited) {
    /** An entry as it was first stored. */
    public TranscriptEntry(
            MessageRef ref,
            ConversationId conversation,
            ConversationKey place,
            long seq,
            String audienceKey,
            Optional<PersonId> author,
            String speaker,
            String text,
            Instant at,
            Sensitivity sensitivity,
            boolean erased) {
        this(ref, conversation, place, seq, audienceKey, author, speaker, text, at, sensitivity, erased, false);
    }
}
