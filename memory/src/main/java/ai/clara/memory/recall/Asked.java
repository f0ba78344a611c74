package ai.clara.memory.recall;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Words that ask for what memory holds.
 *
 * @param message the message they are in, never evidence itself; empty when they are in none
 * @param at when they are said: "last week" is the week before
 * @param zone the asker's, in which dates are meant and told
 */
public record Asked(Viewer viewer, String text, Optional<MessageRef> message, Instant at, ZoneId zone) {
    boolean isMessage(MessageRef other) {
        return message.filter(other::equals).isPresent();
    }
}
