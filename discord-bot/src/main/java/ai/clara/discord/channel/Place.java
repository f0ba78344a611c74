package ai.clara.discord.channel;

import ai.clara.discord.Discord;
import ai.clara.spi.id.ConversationKey;
import java.util.Optional;

/**
 * A place of Discord as a conversation. A direct message is known by the person's id, which never changes; a thread is a place of its
 * own.
 *
 * @param within the channel whose readers are this thread's readers; a private thread has readers of its own
 */
public record Place(ConversationKey key, Optional<String> within) {
    /** A direct message with this person. */
    public static Place direct(String userId) {
        return new Place(new ConversationKey(Discord.NAME, ConversationKey.Kind.DIRECT, userId), Optional.empty());
    }

    /** A channel of a server. */
    public static Place room(String channelId) {
        return new Place(room(Discord.NAME, channelId), Optional.empty());
    }

    /** A thread, or a post of a forum, that everyone who reads its channel can read. */
    public static Place publicThread(String threadId, String channelId) {
        return new Place(room(Discord.NAME, threadId), Optional.of(channelId));
    }

    /** A thread that only those see who were asked in. */
    public static Place privateThread(String threadId) {
        return room(threadId);
    }

    private static ConversationKey room(String platform, String id) {
        return new ConversationKey(platform, ConversationKey.Kind.ROOM, id);
    }
}
