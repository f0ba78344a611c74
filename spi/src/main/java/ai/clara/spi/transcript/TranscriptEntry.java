package ai.clara.spi.transcript;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Sensitivity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * One message as stored.
 *
 * @param project that of its session
 * @param seq place in its conversation, from 1, without two alike
 * @param audienceKey key of the audience that may know it
 * @param author the person, empty when Clara wrote it
 * @param speaker the name shown for the author
 * @param text empty once erased
 * @param zone in which its author lived then, as far as it was known; UTC else
 * @param edited whether its author changed it after it was first stored
 */
public record TranscriptEntry(
        MessageRef ref,
        ConversationId conversation,
        SessionId session,
        Project project,
        ConversationKey place,
        long seq,
        String audienceKey,
        Optional<PersonId> author,
        String speaker,
        String text,
        Instant at,
        ZoneId zone,
        Sensitivity sensitivity,
        boolean erased,
        boolean edited) {}
