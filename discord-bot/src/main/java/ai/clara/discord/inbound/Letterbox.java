package ai.clara.discord.inbound;

import ai.clara.discord.Discord;
import ai.clara.discord.inbound.Access.Verdict;
import ai.clara.discord.outbound.Replies;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.fault.Fault;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.requests.GatewayIntent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way of messages, changes and deletions into Clara's inbox, live ones and those found later. */
@Singleton
final class Letterbox {
    private static final Logger LOG = LoggerFactory.getLogger(Letterbox.class);
    private static final String DELETIONS = "deletions";

    /** On which thread work may be done. */
    enum Pace {
        /** On this one, when nothing stands before it. */
        NOW,
        /** On another one, after what stands before it. */
        LATER
    }

    private final Inbox inbox;
    private final Replies replies;
    private final Access access;
    private final Members members;
    private final PlaceQueues queues;
    private final Versions versions = new Versions();
    private final Set<String> familiar = ConcurrentHashMap.newKeySet();

    Letterbox(Inbox inbox, Replies replies, Access access, Members members, PlaceQueues queues) {
        this.inbox = inbox;
        this.replies = replies;
        this.access = access;
        this.members = members;
        this.queues = queues;
    }

    /** A place that Clara has talked in, so that changes there concern her whatever the rules say now. */
    void familiar(String place) {
        familiar.add(place);
    }

    /** Takes a message in, if it is for Clara and its author may talk to her. Returns whether there was room for it. */
    boolean take(Message message, Pace pace) {
        Heard heard = Hearing.of(message);
        if (!heard.forClara()) {
            return true;
        }
        Verdict verdict = access.now(heard);
        MessageChannel channel = message.getChannel();
        return switch (verdict) {
            case NO -> refused(heard);
            case YES -> queue(heard, pace, () -> handOver(heard, channel));
            case ASK ->
                queue(heard, Pace.LATER, () -> {
                    if (access.asking(heard)) {
                        handOver(heard, channel);
                    }
                });
        };
    }

    /**
     * Takes a message in that was found later; the caller stands in its place's queue.
     *
     * @param answered whether Clara's answer to it stands in the channel already
     * @throws Unanswered when Discord does not say who the author is
     */
    void takeMissed(Message message, boolean answered) {
        Heard heard = Hearing.of(message);
        boolean done = answered && FixedAnswer.to(heard, true).isPresent();
        if (!heard.forClara() || done) {
            return;
        }
        Heard whole = withFace(heard);
        if (access.asking(whole)) {
            handOver(whole, message.getChannel());
        }
    }

    /** Hands on new words of a message. Returns whether there was room for it. */
    boolean edit(Message message, Pace pace) {
        if (!message.isEdited()) {
            return true;
        }
        Heard heard = Hearing.of(message);
        boolean concerns = heard.room().map(room -> concerns(room)).orElse(true);
        if (!heard.person() || heard.empty() || !concerns || versions.same(heard)) {
            return true;
        }
        return queue(heard, pace, () -> {
            inbox.edited(heard.inbound());
            versions.note(heard);
        });
    }

    /** Hands on deletions at once: a message that comes later meets them. */
    void delete(Optional<Heard.Room> room, Collection<String> ids) {
        if (room.map(this::concerns).orElse(true) && !queues.now(DELETIONS, () -> inbox.deleted(Discord.NAME, ids))) {
            LOG.error("{} deletions at Discord could not be kept; the database is away for too long", ids.size());
        }
    }

    private boolean concerns(Heard.Room room) {
        return access.room(room) || familiar.contains(room.channel());
    }

    private static boolean refused(Heard heard) {
        LOG.debug("message {} is not from someone who may talk to Clara", heard.id());
        return true;
    }

    private boolean queue(Heard heard, Pace pace, Runnable work) {
        String place = heard.place().key().place();
        return pace == Pace.NOW ? queues.now(place, work) : queues.later(place, work);
    }

    private void handOver(Heard heard, MessageChannel channel) {
        Optional<FixedAnswer> fixed = FixedAnswer.to(heard, seesAll(channel));
        if (fixed.isPresent()) {
            show(fixed.get(), heard, channel);
            return;
        }
        Fault.point("discord.received");
        Inbox.Acceptance acceptance = inbox.accept(heard.inbound(), replies.sink(channel, heard.id()));
        LOG.debug("message {} is {}", heard.id(), acceptance);
        familiar(heard.place().key().place());
        versions.note(heard);
    }

    private static boolean seesAll(MessageChannel channel) {
        return channel.getJDA().getGatewayIntents().contains(GatewayIntent.MESSAGE_CONTENT);
    }

    private static void show(FixedAnswer fixed, Heard heard, MessageChannel channel) {
        if (!channel.canTalk()) {
            LOG.info("no {} for message {}: Clara may not write there", fixed.kind(), heard.id());
            return;
        }
        fixed.answer(channel, heard.id())
                .queue(
                        shown -> LOG.debug("message {} got its {}", heard.id(), fixed.kind()),
                        failure ->
                                LOG.warn("no {} for message {}: {}", fixed.kind(), heard.id(), failure.getMessage()));
    }

    /** Messages that are read later come without the author's roles and name in the server. */
    private Heard withFace(Heard heard) {
        if (heard.room().isEmpty() || heard.roles().isPresent()) {
            return heard;
        }
        return members.find(heard.room().get().server(), heard.authorId())
                .member()
                .map(face -> heard.by(face.name(), face.roles()))
                .orElseGet(() -> heard.by(heard.authorName(), Set.of()));
    }
}
