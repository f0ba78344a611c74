package ai.clara.engine.reply;

import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reply on its way to those who wait for it. Any thread may end it; its events come from one at a time. */
public final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    /** How far it is, and why it ended when it ended early. */
    public enum State {
        RUNNING,
        /** The answer is whole and being committed; too late to stop. */
        SETTLED,
        STOPPED,
        /** The deadline of the turn has passed. */
        EXPIRED,
        /** The process is ending; the next start goes on. */
        ABANDONED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final List<ReplySink> sinks = new ArrayList<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private Optional<ReplyEvent> closing = Optional.empty();
    private volatile Runnable onEnd = () -> {};

    public State state() {
        return state.get();
    }

    /** Adds somebody who waits; whoever comes after the end gets the closing event at once. */
    public boolean attach(ReplySink sink) {
        lock.lock();
        try {
            if (closing.isPresent()) {
                return tell(sink, closing.get());
            }
            sinks.add(sink);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Shows an event to all who wait. */
    public void emit(ReplyEvent event) {
        lock.lock();
        try {
            sinks.removeIf(sink -> !tell(sink, event));
        } finally {
            lock.unlock();
        }
    }

    /** Shows the closing event, once; gives whether somebody took it. */
    public boolean close(ReplyEvent event) {
        lock.lock();
        try {
            if (closing.isPresent()) {
                return false;
            }
            closing = Optional.of(event);
            emit(event);
            boolean taken = !sinks.isEmpty();
            sinks.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it early; gives whether it was still running. */
    public boolean end(State why) {
        boolean ended = state.compareAndSet(State.RUNNING, why);
        if (ended) {
            onEnd.run();
        }
        return ended;
    }

    /** Claims the right to commit; false when somebody ended it first. */
    public boolean settle() {
        return state.compareAndSet(State.RUNNING, State.SETTLED);
    }

    /** What an early end does, at once when it has already happened. */
    public void onEnd(Runnable action) {
        onEnd = action;
        if (state.get() != State.RUNNING) {
            action.run();
        }
    }

    /** Hands one event to a sink; a sink that throws is gone. */
    public static boolean tell(ReplySink sink, ReplyEvent event) {
        try {
            sink.accept(event);
            return true;
        } catch (RuntimeException e) {
            LOG.info("a reply lost its reader: {}", e.toString());
            return false;
        }
    }
}
