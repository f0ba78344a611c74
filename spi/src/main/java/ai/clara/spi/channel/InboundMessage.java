package ai.clara.spi.channel;

import ai.clara.spi.chat.Part;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Project;
import ai.clara.spi.model.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as a channel received it.
 *
 * @param platformId the platform's id of the message, unique within the platform
 * @param authorName the name people see
 * @param sentAt the platform's time
 * @param within the place whose readers are this one's readers, as a public thread's channel; empty when it has readers of its own
 * @param tier what the channel was asked for beside the words; a word of the message goes before it
 * @param project as people call it: where it belongs, with all that follows in the conversation; empty for the project the conversation is in
 * @param kept whether the words may be stored; if not, neither they nor their answer ever are
 */
public record InboundMessage(
        ConversationKey conversation,
        AccountKey author,
        String authorName,
        String platformId,
        List<Part> parts,
        Instant sentAt,
        Optional<String> within,
        Optional<Tier> tier,
        Optional<Project> project,
        boolean kept) {
    /** A message in a place that has readers of its own. */
    public InboundMessage(
            ConversationKey conversation,
            AccountKey author,
            String authorName,
            String platformId,
            List<Part> parts,
            Instant sentAt) {
        this(conversation, author, authorName, platformId, parts, sentAt, Optional.empty());
    }

    /** A kept message that asks for no tier and no project. */
    public InboundMessage(
            ConversationKey conversation,
            AccountKey author,
            String authorName,
            String platformId,
            List<Part> parts,
            Instant sentAt,
            Optional<String> within) {
        this(
                conversation,
                author,
                authorName,
                platformId,
                parts,
                sentAt,
                within,
                Optional.empty(),
                Optional.empty(),
                true);
    }

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
