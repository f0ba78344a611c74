package ai.clara.discord.outbound;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageReference;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;

/** Clara's own messages as they stand in a channel, for when nobody knows whether one was shown. */
final class OwnMessages {
    private static final int PAGE = 100;
    private static final int PAGES_MAX = 10;

    private final MessageChannel channel;
    private final Requests requests;

    OwnMessages(MessageChannel channel, Requests requests) {
        this.channel = channel;
        this.requests = requests;
    }

    /** The first of a reply: it refers to the message it answers. */
    Optional<Message> answering(String messageId, Deadline deadline) {
        return firstAfter(messageId, deadline, message -> {
            MessageReference reference = message.getMessageReference();
            return reference != null && reference.getMessageId().equals(messageId);
        });
    }

    /** A further one: it has the very words, and stands after the one before. */
    Optional<Message> with(Piece piece, String afterId, Deadline deadline) {
        return firstAfter(afterId, deadline, piece::standsIn);
    }

    private Optional<Message> firstAfter(String id, Deadline deadline, Predicate<Message> which) {
        String self = channel.getJDA().getSelfUser().getId();
        String after = id;
        for (int page = 0; page < PAGES_MAX; page++) {
            List<Message> messages = page(after, deadline);
            Optional<Message> found = messages.stream()
                    .filter(message -> message.getAuthor().getId().equals(self))
                    .filter(which)
                    .findFirst();
            if (found.isPresent() || messages.size() < PAGE) {
                return found;
            }
            after = messages.getLast().getId();
        }
        return Optional.empty();
    }

    /** Oldest first. */
    private List<Message> page(String after, Deadline deadline) {
        return requests.complete(deadline, () -> channel.getHistoryAfter(after, PAGE)).getRetrievedHistory().stream()
                .sorted(Comparator.comparingLong(ISnowflake::getIdLong))
                .toList();
    }
}
