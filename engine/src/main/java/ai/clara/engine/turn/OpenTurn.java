package ai.clara.engine.turn;

import ai.clara.spi.id.MessageRef;
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
 */
record OpenTurn(
        TurnId id,
        int attempts,
        long token,
        SessionId session,
        MessageRef message,
        long seq,
        String speaker,
        String text,
        Instant at,
        Sensitivity sensitivity,
        ZoneId zone,
        Optional<Tier> tier) {}
