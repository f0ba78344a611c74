package ai.clara.engine.reply;

import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import ai.clara.spi.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reply on its way to those who wait for it. Any thread may end it; its events come from one at a time. */
public final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    private static final int AMENDMENTS_MAX = 10;

    /** How far it is, and why it ended when it ended early. */
    public enum State {
        RUNNING,
        /** The answer is whole and being committed; too late to stop. */
        SETTLED,
        STOPPED,
        /** The question was edited; the turn begins anew. */
        AMENDED,
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
    private final AtomicInteger amendments = new AtomicInteger();

    public State state() {
        return state.get();
    }

    /** Whether it may still be stopped. */
    public boolean running() {
        State now = state.get();
        return now == State.RUNNING || now == State.AMENDED;
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

    /** Shows the closing event, once; gives whether somebody took it. Showing may take a while, so it holds up nobody else. */
    public boolean close(ReplyEvent event) {
        List<ReplySink> waiting;
        lock.lock();
        try {
            if (closing.isPresent()) {
                return false;
            }
            closing = Optional.of(event);
            waiting = List.copyOf(sinks);
            sinks.clear();
        } finally {
            lock.unlock();
        }
        boolean taken = false;
        for (ReplySink sink : waiting) {
            taken |= tell(sink, event);
        }
        return taken;
    }

    /** Ends it early; gives whether it was still running. */
    public boolean end(State why) {
        boolean ended = state.compareAndSet(State.RUNNING, why) || state.compareAndSet(State.AMENDED, why);
        if (ended) {
            onEnd.run();
        }
        return ended;
    }

    /** Breaks off to begin anew with an edited question; gives whether it will. Bounded: an editor cannot keep a model busy. */
    public boolean amend() {
        boolean amended = amendments.get() < AMENDMENTS_MAX && state.compareAndSet(State.RUNNING, State.AMENDED);
        if (amended) {
            amendments.incrementAndGet();
            onEnd.run();
        }
        return amended;
    }

    /** Begins anew after an edit; false when there was none. */
    public boolean again() {
        lock.lock();
        try {
            if (closing.isPresent() || !state.compareAndSet(State.AMENDED, State.RUNNING)) {
                return false;
            }
            emit(new ReplyEvent.Working());
            return true;
        } finally {
            lock.unlock();
        }
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
            LOG.info("a reply lost its reader: {}", StoreException.sentence(e));
            return false;
        }
    }
}
