package ai.clara.engine.inbox;

import ai.clara.engine.session.Place;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.id.PersonId;
import java.time.ZoneId;

/**
 * A message whose author and place are known.
 *
 * @param zone the author's
 * @param words what it says
 * @param again whether a message with its platform id had come before
 */
record Arrival(InboundMessage message, PersonId person, ZoneId zone, Place place, Words words, boolean again) {
    /** What is stored of it. */
    String body() {
        return message.kept() ? words.text() : "";
    }
}
