package ai.clara.discord.channel;

import ai.clara.discord.Discord;
import ai.clara.spi.id.ConversationKey;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/** From Discord's channels to places and back. */
@Singleton
public final class Places {
    private static final Set<ErrorResponse> GONE = Set.of(
            ErrorResponse.UNKNOWN_USER,
            ErrorResponse.UNKNOWN_CHANNEL,
            ErrorResponse.MISSING_ACCESS,
            ErrorResponse.CANNOT_SEND_TO_USER,
            ErrorResponse.MISSING_PERMISSIONS);

    private final Discord discord;

    Places(Discord discord) {
        this.discord = discord;
    }

    /**
     * The place that a channel is.
     *
     * @param userId the person, where the channel is a direct message
     */
    public static Place of(MessageChannel channel, String userId) {
        ChannelType type = channel.getType();
        if (type == ChannelType.PRIVATE) {
            return Place.direct(userId);
        }
        if (type == ChannelType.GUILD_PRIVATE_THREAD) {
            return Place.privateThread(channel.getId());
        }
        return parent(channel)
                .map(parent -> Place.publicThread(channel.getId(), parent))
                .orElseGet(() -> Place.room(channel.getId()));
    }

    /** The channel that a thread of any kind hangs on. */
    public static Optional<String> parent(MessageChannel channel) {
        return channel instanceof ThreadChannel thread
                ? Optional.of(thread.getParentChannel().getId())
                : Optional.empty();
    }

    /**
     * The channel of a place, empty when it is gone or closed to Clara. May ask Discord; not for the library's own threads.
     *
     * @throws ErrorResponseException when Discord gives no answer
     */
    public Optional<MessageChannel> find(ConversationKey place) {
        return discord.session().flatMap(jda -> switch (place.kind()) {
            case DIRECT -> direct(jda, place.place());
            case ROOM -> Optional.ofNullable(jda.getChannelById(MessageChannel.class, place.place()));
        });
    }

    /** Whether this answer of Discord means that there is nothing to be found there, now and later. */
    public static boolean gone(ErrorResponseException e) {
        return GONE.contains(e.getErrorResponse());
    }

    private static Optional<MessageChannel> direct(JDA jda, String userId) {
        try {
            return Optional.of(jda.openPrivateChannelById(userId).complete());
        } catch (ErrorResponseException e) {
            if (gone(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
