package ai.clara.discord.outbound;

import ai.clara.discord.outbound.Trouble.Kind;
import ai.clara.spi.channel.Outbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import ai.clara.spi.fault.Fault;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.exceptions.PermissionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reply while it is made: typing, then one message that grows, then the exact text. One request at a time, all but the closing
 * ones from a thread of its own.
 */
final class LiveReply implements ReplySink {
    private static final Logger log = LoggerFactory.getLogger(LiveReply.class);

    private final MessageChannel channel;
    private final Showing showing;
    private final ChannelQueues queues;
    private final LiveReplies live;
    private final Pace pace;
    private final Draft draft;
    /** Takes messages in; it must not wait for requests whose answers come later than its own events. */
    private final Thread receiver = Thread.currentThread();

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread pacer;
    private boolean closed;
    private volatile boolean stopped;
    private volatile Optional<String> shownId = Optional.empty();
    private volatile boolean gone;

    LiveReply(
            MessageChannel channel,
            String messageId,
            Outbox outbox,
            Clock clock,
            ChannelQueues queues,
            LiveReplies live,
            Pace pace) {
        this.channel = channel;
        this.queues = queues;
        this.live = live;
        this.pace = pace;
        this.draft = new Draft(pace);
        this.showing = new Showing(channel, messageId, outbox, clock, () -> !stopped);
    }

    @Override
    public void accept(ReplyEvent event) {
        switch (event) {
            case ReplyEvent.Working() -> {
                if (mayShow()) {
                    draft.begin();
                    pace();
                }
            }
            case ReplyEvent.Text(String piece) -> {
                if (mayShow()) {
                    draft.add(piece);
                    pace();
                }
            }
            case ReplyEvent.Done(String text, var usage) -> close(text);
            case ReplyEvent.Failed(String sentence) -> close(sentence);
            case ReplyEvent.Stopped() -> stop();
        }
    }

    private boolean mayShow() {
        lock.lock();
        try {
            return !closed && live.claim(showing.messageId(), this);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing of this reply is sent after that, except what is under way. */
    private void stop() {
        stopped = true;
        markClosed();
        draft.end();
        live.release(showing.messageId(), this);
    }

    /** Shows the exact text, or throws. */
    private void close(String text) {
        boolean mine = live.claim(showing.messageId(), this);
        boolean shown = false;
        try {
            markClosed();
            draft.end();
            if (!mine) {
                throw new Trouble(Kind.LATER, "another reader shows this reply");
            }
            if (Thread.currentThread().equals(receiver)) {
                throw new Trouble(Kind.LATER, "the reply ended before its message was taken in");
            }
            finish(Split.of(text), Deadline.in(pace.closing()));
            shown = true;
        } finally {
            stopped |= !shown;
            live.release(showing.messageId(), this);
        }
    }

    private void finish(List<Piece> pieces, Deadline deadline) {
        awaitPacer(deadline);
        if (pieces.isEmpty()) {
            return;
        }
        Optional<String> first = shownId;
        if (first.isEmpty()) {
            queues.inTurn(showing.channelId(), deadline, () -> showing.all(pieces, deadline));
            return;
        }
        settle(first.get(), pieces.getFirst(), deadline);
        if (pieces.size() > 1) {
            queues.inTurn(showing.channelId(), deadline, () -> showing.from(2, first.get(), pieces, deadline));
        }
    }

    /** The growing message gets its last and exact text. */
    private void settle(String id, Piece piece, Deadline deadline) {
        if (gone || draft.shown().equals(piece.content())) {
            return;
        }
        edit(id, piece.content(), deadline);
        Fault.point("discord.edited");
    }

    private void awaitPacer(Deadline deadline) {
        Thread running = pacer();
        try {
            if (running != null && !running.join(deadline.left())) {
                throw new Trouble(Kind.LATER, "a request takes too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble(Kind.LATER, "interrupted", e);
        }
    }

    private void markClosed() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Thread pacer() {
        lock.lock();
        try {
            return pacer;
        } finally {
            lock.unlock();
        }
    }

    /** Makes sure that somebody shows what comes. */
    private void pace() {
        lock.lock();
        try {
            if (!closed && (pacer == null || !pacer.isAlive())) {
                pacer = Thread.ofVirtual()
                        .name("discord-reply-" + showing.messageId())
                        .start(this::show);
            }
        } finally {
            lock.unlock();
        }
    }

    private void show() {
        try {
            while (true) {
                switch (draft.next()) {
                    case Draft.Step.Type() -> type();
                    case Draft.Step.Show(String text) -> show(text);
                    case Draft.Step.Rest() -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Trouble e) {
            // Whatever else happens, the closing event tries again or hands the reply on.
            log.info("reply to {} is not shown live: {}", showing.messageId(), e.getMessage());
        }
    }

    private void type() {
        try {
            channel.sendTyping().setCheck(draft::types).queue(done -> {}, failure -> {});
        } catch (PermissionException | RejectedExecutionException e) {
            log.debug("no typing in {}: {}", showing.channelId(), e.getMessage());
        }
    }

    private void show(String text) {
        Deadline deadline = Deadline.in(pace.closing());
        try {
            Optional<String> first = shownId;
            if (first.isPresent()) {
                edit(first.get(), text, deadline);
            } else {
                queues.inTurn(
                        showing.channelId(),
                        deadline,
                        () -> shownId = Optional.of(showing.one(1, Piece.of(text), showing.messageId(), deadline)));
            }
            draft.shown(text);
        } catch (Trouble e) {
            if (e.kind() != Kind.LATER) {
                throw e;
            }
            log.debug("reply to {} goes on later: {}", showing.messageId(), e.getMessage());
            draft.troubled();
        }
    }

    private void edit(String id, String text, Deadline deadline) {
        try {
            showing.edit(id, text, deadline);
        } catch (Trouble e) {
            if (e.kind() != Kind.GONE) {
                throw e;
            }
            gone = true;
        }
    }
}
