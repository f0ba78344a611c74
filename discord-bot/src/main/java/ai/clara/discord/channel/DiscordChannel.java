package ai.clara.discord.channel;

import ai.clara.discord.Discord;
import ai.clara.discord.outbound.Replies;
import ai.clara.spi.channel.Channel;
import ai.clara.spi.id.ConversationKey;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Discord as one of the platforms through which people talk to Clara. */
@Singleton
final class DiscordChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordChannel.class);
    private static final String INTRODUCTION =
            "-# I remember what is said to me. `/help` tells what I keep, who gets to see it, and how to say no.";

    private final Places places;
    private final Provider<Replies> replies;

    DiscordChannel(Places places, Provider<Replies> replies) {
        this.places = places;
        this.replies = replies;
    }

    @Override
    public String name() {
        return Discord.NAME;
    }

    @Override
    public boolean deliver(ConversationKey conversation, String platformId, String text) {
        try {
            return places.find(conversation)
                    .map(channel -> replies.get().deliver(channel, platformId, text))
                    .orElse(false);
        } catch (ErrorResponseException | CompletionException | CancellationException | RejectedExecutionException e) {
            LOG.info("the answer to message {} waits: {}", platformId, e.getMessage());
            return false;
        }
    }

    @Override
    public Optional<String> introduction() {
        return Optional.of(INTRODUCTION);
    }
}
