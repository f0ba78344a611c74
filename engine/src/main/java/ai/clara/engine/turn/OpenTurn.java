package ai.clara.engine.turn;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.id.TurnId;
import ai.clara.spi.model.Tier;
import ai.clara.spi.privacy.Sensitivity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A turn whose row is open.
 *
 * @param attempts how often it was begun, this time included
 * @param token the fencing token of the lane's lease; a commit with an older one fails
 * @param stored the words as they stand in the transcript; empty when they were erased or may not be kept
 * @param kept whether words and answer may be stored
 */
public record OpenTurn(
        TurnId id,
        int attempts,
        long token,
        SessionId session,
        Project project,
        MessageRef message,
        long seq,
        String speaker,
        String stored,
        boolean kept,
        Instant at,
        Sensitivity sensitivity,
        ZoneId zone,
        Optional<Tier> tier) {}
