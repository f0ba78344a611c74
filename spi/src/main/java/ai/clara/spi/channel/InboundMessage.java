package ai.clara.spi.channel;

import ai.clara.spi.chat.Part;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import java.time.Instant;
import java.util.List;

/**
 * A message as a channel received it.
 *
 * @param platformId the platform's id of the message, unique within the platform
 * @param authorName the name people see
 * @param sentAt the platform's time
 */
public record InboundMessage(
        ConversationKey conversation,
        AccountKey author,
        String authorName,
        String platformId,
        List<Part> parts,
        Instant sentAt) {
    public InboundMessage {
        parts = List.copyOf(parts);
        if (platformId.isBlank()) {
            throw new IllegalArgumentException("a message has a platform id");
        }
    }

    /** The text parts joined. */
    public String text() {
        var text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text(String piece)) {
                text.append(piece);
            }
        }
        return text.toString();
    }
}
