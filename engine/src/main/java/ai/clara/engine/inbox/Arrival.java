package ai.clara.engine.inbox;

import ai.clara.engine.session.Place;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.id.PersonId;

/**
 * A message whose author and place are known.
 *
 * @param body what is stored of it
 */
record Arrival(InboundMessage message, PersonId person, Place place, String body) {}
