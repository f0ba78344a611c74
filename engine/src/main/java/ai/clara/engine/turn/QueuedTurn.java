package ai.clara.engine.turn;

import ai.clara.engine.session.Place;
import ai.clara.spi.id.PersonId;
import java.util.UUID;

/** An accepted message that waits for its answer. */
public record QueuedTurn(UUID inbox, Place place, PersonId person, String platformId) {}
