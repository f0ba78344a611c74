package ai.clara.memory.recall;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Words that ask for what memory holds.
 *
 * @param within the project they are said in: what was said in another is not recalled; empty for all that was ever said
 * @param message the message they are in, never evidence itself; empty when they are in none
 * @param at when they are said: "last week" is the week before
 * @param zone the asker's, in which dates are meant and told
 */
public record Asked(
        Viewer viewer, Optional<Project> within, String text, Optional<MessageRef> message, Instant at, ZoneId zone) {
    boolean isMessage(MessageRef other) {
        return message.filter(other::equals).isPresent();
    }
}
