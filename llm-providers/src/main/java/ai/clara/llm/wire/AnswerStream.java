package ai.clara.llm.wire;

import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What callbacks tell, as a stream that is read. The vendor libraries tell nothing dependable after a cancel and call a lost
 * connection complete, so this keeps its own state: the first ending counts and what comes later is dropped.
 */
final class AnswerStream implements ChatStream {
    /** What was left for the reader. */
    private sealed interface Signal {
        record Piece(String text) implements Signal {}

        record End(ChatDelta.Reason reason, TokenUsage usage) implements Signal {}

        record Failure(ModelException problem) implements Signal {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Signal> signals = new ArrayDeque<>();
    private final String service;
    private final String model;
    private final StreamTimers timers;
    private final long deadlineNanos;
    private final Runnable hangUp;
    /** Until when the next sign of life must come. */
    private long silenceEndsNanos;

    private volatile boolean alive;
    private boolean ended;
    private boolean closed;
    private volatile boolean whole;

    /** @param hangUp closes the connection; called once, when nobody reads on and the answer is not whole */
    AnswerStream(String service, String model, StreamTimers timers, Duration untilDeadline, Runnable hangUp) {
        this.service = service;
        this.model = model;
        this.timers = timers;
        this.hangUp = hangUp;
        long now = System.nanoTime();
        this.deadlineNanos = now + untilDeadline.toNanos();
        this.silenceEndsNanos = now + timers.firstToken().toNanos();
    }

    @Override
    public ChatDelta next() {
        Optional<Signal> signal;
        try {
            signal = await();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ModelException(Kind.CANCELLED, "The answer was stopped.", e);
        }
        return switch (signal.orElseGet(this::silent)) {
            case Signal.Piece(String text) -> new ChatDelta.Text(text);
            case Signal.End(var reason, var usage) -> new ChatDelta.Finished(reason, usage, model);
            case Signal.Failure(ModelException problem) -> throw problem;
        };
    }

    /** Empty when none came in time. */
    private Optional<Signal> await() throws InterruptedException {
        lock.lock();
        try {
            while (signals.isEmpty()) {
                long left = Math.min(silenceEndsNanos - System.nanoTime(), deadlineNanos - System.nanoTime());
                if (left <= 0) {
                    return Optional.empty();
                }
                changed.await(left, TimeUnit.NANOSECONDS);
            }
            return Optional.of(signals.remove());
        } finally {
            lock.unlock();
        }
    }

    private Signal silent() {
        close();
        return new Signal.Failure(new ModelException(
                Kind.TIMEOUT,
                service + (alive ? " fell silent in the middle of its answer." : " did not answer in time.")));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (!ended) {
                ended = true;
                signals.clear();
                leave(new Signal.Failure(new ModelException(Kind.CANCELLED, "The answer was stopped.")));
            }
        } finally {
            lock.unlock();
        }
        if (!whole) {
            hangUp.run();
        }
    }

    /** More text. */
    void text(String text) {
        if (!text.isEmpty()) {
            tell(new Signal.Piece(text));
        }
    }

    /** The model is at work, with nothing to show. */
    void thinks() {
        lock.lock();
        try {
            lives();
        } finally {
            lock.unlock();
        }
    }

    /** The answer is whole. */
    void finish(ChatDelta.Reason reason, TokenUsage usage) {
        end(new Signal.End(reason, usage));
    }

    /** There will be no whole answer. */
    void fail(ModelException problem) {
        end(new Signal.Failure(problem));
    }

    private void tell(Signal signal) {
        lock.lock();
        try {
            if (!ended) {
                lives();
                leave(signal);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Signal signal) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                whole = signal instanceof Signal.End;
                leave(signal);
            }
        } finally {
            lock.unlock();
        }
    }

    private void lives() {
        alive = true;
        silenceEndsNanos = System.nanoTime() + timers.betweenTokens().toNanos();
    }

    private void leave(Signal signal) {
        signals.add(signal);
        changed.signalAll();
    }
}
