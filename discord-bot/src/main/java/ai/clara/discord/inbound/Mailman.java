package ai.clara.discord.inbound;

import ai.clara.discord.Discord;
import ai.clara.discord.channel.Places;
import ai.clara.discord.inbound.Letterbox.Pace;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.Inbox.Known;
import ai.clara.spi.channel.Outbox;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.message.MessageBulkDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.MessageUpdateEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears Discord's events, in their order, and sees to it that none is missed. */
@Singleton
final class Mailman extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Mailman.class);
    private static final long AGAIN_SECONDS = 2;
    private static final long CROWDED_SECONDS = 15;
    private static final Executor VIRTUAL =
            work -> Thread.ofVirtual().name("discord-mailman").start(work);

    private final Inbox inbox;
    private final Provider<Outbox> outbox;
    private final Letterbox letterbox;
    private final MissedMessages missed;
    private final PlaceQueues queues;
    private final Access access;
    private final Gate gate = new Gate();
    private final AtomicBoolean crowded = new AtomicBoolean();

    /** Counts connections made and lost, so that a look for an older one ends. */
    private long connection;

    private boolean caughtUp;

    Mailman(
            Inbox inbox,
            Provider<Outbox> outbox,
            Letterbox letterbox,
            MissedMessages missed,
            PlaceQueues queues,
            Access access) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.letterbox = letterbox;
        this.missed = missed;
        this.queues = queues;
        this.access = access;
    }

    @Override
    public void onMessageReceived(MessageReceivedEvent event) {
        Message message = event.getMessage();
        gate.pass(() -> roomFor(letterbox.take(message, Pace.NOW)), () -> roomFor(letterbox.take(message, Pace.LATER)));
    }

    @Override
    public void onMessageUpdate(MessageUpdateEvent event) {
        Message message = event.getMessage();
        gate.pass(() -> roomFor(letterbox.edit(message, Pace.NOW)), () -> roomFor(letterbox.edit(message, Pace.LATER)));
    }

    @Override
    public void onMessageDelete(MessageDeleteEvent event) {
        Optional<Heard.Room> room = event.isFromGuild()
                ? Optional.of(room(event.getGuild().getId(), event.getChannel()))
                : Optional.empty();
        letterbox.delete(room, List.of(event.getMessageId()));
    }

    @Override
    public void onMessageBulkDelete(MessageBulkDeleteEvent event) {
        letterbox.delete(Optional.of(room(event.getGuild().getId(), event.getChannel())), event.getMessageIds());
    }

    @Override
    public void onReady(ReadyEvent event) {
        queues.begin();
        LOG.info("Discord: {}", access.sentence());
        connected();
    }

    /** A server that was not there when the connection was made comes back. */
    @Override
    public void onGuildReady(GuildReadyEvent event) {
        if (gate.isOpen()) {
            lookAgain();
        }
    }

    @Override
    public void onGuildAvailable(GuildAvailableEvent event) {
        if (gate.isOpen()) {
            lookAgain();
        }
    }

    @Override
    public void onSessionRecreate(SessionRecreateEvent event) {
        connected();
    }

    @Override
    public void onSessionResume(SessionResumeEvent event) {
        if (gate.whole() && wasCaughtUp()) {
            gate.open(() -> {});
            deliver();
        } else {
            connected();
        }
    }

    @Override
    public void onSessionDisconnect(SessionDisconnectEvent event) {
        gate.close();
        next(wasCaughtUp());
    }

    @Override
    public void onShutdown(ShutdownEvent event) {
        gate.close();
        next(false);
        queues.end();
    }

    private static Heard.Room room(String server, MessageChannel channel) {
        return new Heard.Room(server, channel.getId(), Places.parent(channel));
    }

    private void connected() {
        long number = next(false);
        catchUp(number);
    }

    private void catchUp(long number) {
        try {
            List<Known> known = inbox.known(Discord.NAME);
            if (open(number, known)) {
                deliver();
            }
        } catch (StoreException e) {
            LOG.warn("what was missed at Discord waits for the database: {}", e.getMessage());
            if (current(number)) {
                CompletableFuture.delayedExecutor(AGAIN_SECONDS, TimeUnit.SECONDS, VIRTUAL)
                        .execute(() -> catchUp(number));
            }
        }
    }

    private synchronized boolean open(long number, List<Known> known) {
        if (number != connection) {
            return false;
        }
        gate.open(() -> missed.lookFor(known));
        caughtUp = true;
        return true;
    }

    private synchronized long next(boolean caughtUpStill) {
        caughtUp = caughtUpStill;
        return ++connection;
    }

    private synchronized boolean current(long number) {
        return number == connection;
    }

    private synchronized boolean wasCaughtUp() {
        return caughtUp;
    }

    private void deliver() {
        try {
            outbox.get().resume(Discord.NAME);
        } catch (StoreException e) {
            LOG.warn("answers that wait are delivered later: {}", e.getMessage());
        }
    }

    /** Too much waited for a place, so that a message found no room: what is there is read again once the crowd is gone. */
    private void roomFor(boolean there) {
        if (there || !crowded.compareAndSet(false, true)) {
            return;
        }
        LOG.warn("more messages come from one place of Discord than can be taken in; they are read again later");
        CompletableFuture.delayedExecutor(CROWDED_SECONDS, TimeUnit.SECONDS, VIRTUAL)
                .execute(() -> {
                    crowded.set(false);
                    lookAgain();
                });
    }

    private void lookAgain() {
        try {
            missed.lookFor(inbox.known(Discord.NAME));
        } catch (StoreException e) {
            LOG.warn("looking again for what was missed waits for the database: {}", e.getMessage());
            roomFor(false);
        }
    }
}
