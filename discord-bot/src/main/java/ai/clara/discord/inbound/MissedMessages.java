package ai.clara.discord.inbound;

import ai.clara.discord.Discord;
import ai.clara.discord.channel.Places;
import ai.clara.spi.channel.Inbox.Known;
import ai.clara.spi.id.ConversationKey;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageReference;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what was said in known conversations while Clara was not there. New messages of a place wait until that is done. */
@Singleton
final class MissedMessages {
    private static final Logger LOG = LoggerFactory.getLogger(MissedMessages.class);
    private static final int PAGE = 100;
    static final int MISSED_MAX = 1_000;
    private static final int READING_MAX = 4;

    private final Discord discord;
    private final Places places;
    private final Letterbox letterbox;
    private final PlaceQueues queues;
    private final Semaphore reading = new Semaphore(READING_MAX);

    MissedMessages(Discord discord, Places places, Letterbox letterbox, PlaceQueues queues) {
        this.discord = discord;
        this.places = places;
        this.letterbox = letterbox;
        this.queues = queues;
    }

    /** Puts the look at each conversation at the end of its place's queue. */
    void lookFor(List<Known> conversations) {
        for (Known known : conversations) {
            String place = known.conversation().place();
            letterbox.familiar(place);
            if (!queues.later(place, new Look(known))) {
                LOG.warn("too much waits for place {} to look for what was missed there", place);
            }
        }
    }

    /** One look at a place. It is repeated until Discord has told what was said, or that the place is gone. */
    private final class Look implements Runnable {
        private final Known known;
        private boolean absent;

        Look(Known known) {
            this.known = known;
        }

        @Override
        public void run() {
            catchUp(known, this::channel);
        }

        /**
         * The channel, empty when it is gone. When a session ends, the library forgets its channels before it says that it is no longer
         * connected: what it does not know has to be unknown twice, a pause apart. Of a direct message Discord itself was asked.
         */
        private Optional<MessageChannel> channel() {
            boolean complete = discord.complete();
            Optional<MessageChannel> found = places.find(known.conversation());
            if (found.isPresent() || known.conversation().kind() == ConversationKey.Kind.DIRECT) {
                return found;
            }
            boolean away = !complete || !discord.complete();
            if (away || !absent) {
                absent = !away;
                throw new Unanswered("its channel is not there", away);
            }
            return found;
        }
    }

    private void catchUp(Known known, Supplier<Optional<MessageChannel>> channel) {
        List<Message> missed = read(known, channel);
        Set<String> answered = missed.stream()
                .filter(Hearing::own)
                .map(Message::getMessageReference)
                .filter(Objects::nonNull)
                .map(MessageReference::getMessageId)
                .collect(Collectors.toUnmodifiableSet());
        for (Message message : missed) {
            letterbox.takeMissed(message, answered.contains(message.getId()));
        }
        if (!missed.isEmpty()) {
            LOG.info(
                    "looked at {} missed messages of place {}",
                    missed.size(),
                    known.conversation().place());
        }
    }

    private List<Message> read(Known known, Supplier<Optional<MessageChannel>> place) {
        reading.acquireUninterruptibly();
        try {
            return place.get()
                    .filter(channel -> mayHaveMore(channel, known.newestPlatformId()))
                    .map(channel -> readAfter(channel, known.newestPlatformId()))
                    .orElse(List.of());
        } catch (PermissionException e) {
            LOG.debug("place {} is closed to Clara", known.conversation().place());
            return List.of();
        } catch (ErrorResponseException e) {
            if (Places.gone(e)) {
                return List.of();
            }
            throw new Unanswered("Discord did not say what was missed", e);
        } catch (CompletionException | CancellationException | RejectedExecutionException e) {
            throw new Unanswered("nobody asked Discord what was missed", e);
        } finally {
            reading.release();
        }
    }

    /** A server tells the newest message of its channels when it is joined; a direct message does not. */
    private static boolean mayHaveMore(MessageChannel channel, String newest) {
        long latest = channel.getLatestMessageIdLong();
        return channel.getType() == ChannelType.PRIVATE
                || latest == 0
                || Long.compareUnsigned(latest, Long.parseUnsignedLong(newest)) > 0;
    }

    /** Oldest first. */
    private static List<Message> readAfter(MessageChannel channel, String newest) {
        var missed = new ArrayList<Message>();
        String after = newest;
        while (missed.size() < MISSED_MAX) {
            List<Message> page = channel.getHistoryAfter(after, PAGE).complete().getRetrievedHistory().stream()
                    .sorted(Comparator.comparingLong(ISnowflake::getIdLong))
                    .toList();
            missed.addAll(page);
            if (page.size() < PAGE) {
                return missed;
            }
            after = page.getLast().getId();
        }
        LOG.warn("more than {} messages were missed in place {}; the newest are left out", MISSED_MAX, channel.getId());
        return missed;
    }
}
