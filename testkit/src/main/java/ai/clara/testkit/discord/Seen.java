package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A message as people see it now.
 *
 * @param order place of its first showing in the log
 * @param byClara whether the bot under test wrote it
 * @param replyTo id of the message it answers
 * @param edits the changes of the text after the first showing, oldest first
 * @param pings ids of people it notified, {@code everyone} and {@code role:id}
 * @param onlyFor id of the one person who sees it, for a private answer to a command
 * @param thinking whether it still shows that the answer is being made
 * @param nonce what the sender gave
 */
public record Seen(
        String id,
        Place place,
        int order,
        Instant at,
        Person author,
        boolean byClara,
        String content,
        Optional<String> replyTo,
        List<JsonNode> embeds,
        List<SeenFile> files,
        List<Edit> edits,
        List<String> reactions,
        Set<String> pings,
        Optional<String> onlyFor,
        boolean thinking,
        String nonce) {
    /** Whether it answers this message. */
    public boolean answers(Said said) {
        return replyTo.filter(said.id()::equals).isPresent();
    }
}
