package ai.clara.discord.outbound;

import ai.clara.spi.channel.Outbox;
import ai.clara.spi.channel.ReplySink;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows Clara's replies in Discord: live while they are made, or late when they were committed and not shown. */
@Singleton
public final class Replies {
    private static final Logger log = LoggerFactory.getLogger(Replies.class);
    private static final Duration DELIVERY_MAX = Duration.ofMinutes(2);

    private final Provider<Outbox> outbox;
    private final Clock clock;
    private final Pace pace;
    private final ChannelQueues queues = new ChannelQueues();
    private final LiveReplies live = new LiveReplies();

    @Inject
    Replies(Provider<Outbox> outbox, Clock clock) {
        this(outbox, clock, Pace.CALM);
    }

    Replies(Provider<Outbox> outbox, Clock clock, Pace pace) {
        this.outbox = outbox;
        this.clock = clock;
        this.pace = pace;
    }

    /**
     * A reply that will be shown while it is made. Call it on the thread that takes the message in: closing events on that thread are
     * not taken, because it must not wait.
     *
     * @param messageId the message that is answered
     */
    public ReplySink sink(MessageChannel channel, String messageId) {
        return new LiveReply(channel, messageId, outbox.get(), clock, queues, live, pace);
    }

    /**
     * Shows a committed reply; what is shown already is left or made exact. Repeatable. Takes seconds; not for the library's threads.
     *
     * @return false when it is worth another try later
     */
    public boolean deliver(MessageChannel channel, String messageId, String text) {
        var showing = new Showing(channel, messageId, outbox.get(), clock, () -> true);
        Deadline deadline = Deadline.in(DELIVERY_MAX);
        try {
            queues.inTurn(channel.getId(), deadline, () -> showing.all(Split.of(text), deadline));
            return true;
        } catch (Trouble e) {
            return switch (e.kind()) {
                case LATER -> {
                    log.info("reply to {} is delivered later: {}", messageId, e.getMessage());
                    yield false;
                }
                case NEVER, GONE -> {
                    log.warn("reply to {} can never be shown: {}", messageId, e.getMessage());
                    yield true;
                }
                case UNWANTED -> {
                    log.info("reply to {} is not wanted any more: {}", messageId, e.getMessage());
                    yield true;
                }
            };
        }
    }
}
