package ai.clara.spi.prompt;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.id.TurnId;
import ai.clara.spi.privacy.Viewer;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What a section may know of the turn it renders for.
 *
 * @param project that of the session
 * @param seq the message's place in its conversation, from 1
 * @param zone the person's zone
 * @param platformId the platform's id of the message
 */
public record TurnView(
        TurnId turn,
        PersonId person,
        String personName,
        Viewer viewer,
        ConversationId conversation,
        ConversationKey place,
        SessionId session,
        Project project,
        MessageRef message,
        long seq,
        String text,
        Instant at,
        ZoneId zone,
        String platformId) {}
