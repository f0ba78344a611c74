package ai.clara.engine.inbox;

import ai.clara.engine.session.Place;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.model.Tier;
import java.util.Optional;

/**
 * A message whose author and place are known.
 *
 * @param words what is stored of it
 */
record Arrival(InboundMessage message, PersonId person, Place place, Words words) {
    String body() {
        return words.text();
    }

    Optional<Tier> tier() {
        return words.tier();
    }
}
