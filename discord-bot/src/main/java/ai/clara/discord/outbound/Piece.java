package ai.clara.discord.outbound;

import java.util.Optional;
import net.dv8tion.jda.api.entities.Message;

/**
 * One message of a reply.
 *
 * @param content its text, as Discord keeps it
 * @param file the text of the file that comes with it
 */
record Piece(String content, Optional<String> file) {
    static final String FILE_NAME = "answer.md";
    /** What stands for a file where Clara may attach none. */
    static final String NO_FILE = "The rest is too long for messages, and I may not attach files here.";

    static Piece of(String content) {
        return new Piece(content, Optional.empty());
    }

    /** Whether a message is this piece and needs no edit. */
    boolean standsIn(Message message) {
        String words = message.getContentRaw().strip();
        if (file.isEmpty()) {
            return words.equals(content);
        }
        return words.equals(NO_FILE)
                || message.getAttachments().stream()
                        .anyMatch(attachment -> attachment.getFileName().equals(FILE_NAME));
    }
}
