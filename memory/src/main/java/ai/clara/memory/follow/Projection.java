package ai.clara.memory.follow;

import ai.clara.memory.store.Kept;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.operation.Service;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.Transcript;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the transcript into the index: one cursor per conversation, kept inside the index's own commit, so that index and cursor
 * cannot disagree. Commits that come close together share a step; whoever cannot wait for it hurries it.
 */
@Singleton
public final class Projection implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final int ORDER = 30;
    private static final long POLL_MILLIS = 2000;
    private static final long COMMIT_MILLIS = 3000;
    private static final long GATHERING_MILLIS = 700;
    private static final long GATHERING_MILLIS_MAX = 2000;
    /** After a step of a length it rests this many times as long, so that following never takes more than a part of a core. */
    private static final long REST = 4;

    private final Transcript transcript;
    private final VectorStore store;
    private final Standing standing;
    private final Follower follower;
    private final Progress progress;
    private final Changeover changeover;
    private final Bringing bringing;
    private final AtomicBoolean woken = new AtomicBoolean();
    /** One at a time: a timer left over from before a hurried step would step again, and so would each one after it. */
    private final AtomicBoolean timerSet = new AtomicBoolean();

    private final AtomicBoolean hurried = new AtomicBoolean();
    private final Object oneAtATime = new Object();
    private boolean listening;
    private volatile boolean begun;
    private volatile long lastStepMillis;
    private volatile String lastError = "";
    private volatile @Nullable ScheduledExecutorService worker;

    Projection(
            Transcript transcript,
            VectorStore store,
            Standing standing,
            Follower follower,
            Progress progress,
            Changeover changeover,
            Bringing bringing) {
        this.transcript = transcript;
        this.store = store;
        this.standing = standing;
        this.follower = follower;
        this.progress = progress;
        this.changeover = changeover;
        this.bringing = bringing;
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public synchronized void start() {
        if (worker != null) {
            return;
        }
        begun = false;
        // A store that is not there now is begun as soon as it is: until then conversations go on without it.
        attempt(this::begin);
        var threads = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("projection").daemon().factory());
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        worker = threads;
        threads.scheduleWithFixedDelay(this::step, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
        threads.scheduleWithFixedDelay(this::commit, COMMIT_MILLIS, COMMIT_MILLIS, TimeUnit.MILLISECONDS);
        if (!listening) {
            listening = true;
            transcript.onCommit(this::wake);
        }
        bringing.start(this::alone);
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService threads = worker;
        if (threads == null) {
            return;
        }
        worker = null;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        bringing.stop();
        synchronized (oneAtATime) {
            commit();
            try {
                store.close();
            } catch (StoreException e) {
                LOG.warn("The store was not closed cleanly; it is checked at the next start", e);
            }
        }
    }

    /** Soon. */
    private void wake() {
        woken.set(true);
        if (timerSet.compareAndSet(false, true)) {
            long rest = Math.clamp(REST * lastStepMillis, GATHERING_MILLIS, GATHERING_MILLIS_MAX);
            schedule(rest, () -> {
                timerSet.set(false);
                if (woken.get()) {
                    step();
                }
            });
        }
    }

    /** Now. */
    private void hurry() {
        if (hurried.compareAndSet(false, true)) {
            schedule(0, this::step);
        }
    }

    private void schedule(long millis, Runnable work) {
        ScheduledExecutorService threads = worker;
        if (threads == null) {
            return;
        }
        try {
            threads.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopping; the next start goes on here");
        }
    }

    private void begin() {
        synchronized (oneAtATime) {
            if (!begun) {
                Kept kept = store.open();
                refuseForeign(kept);
                standing.begin(kept);
                changeover.begin();
                begun = true;
            }
        }
    }

    /** One that other homes may reach as well is not to be written by two of them. */
    private void refuseForeign(Kept kept) {
        if (store.remote() && kept.foreign(transcript.heads())) {
            store.close();
            throw new StoreException("What lies in " + store.where()
                    + " belongs to another Clara, or to a later state of" + " this one: " + store.whenForeign());
        }
    }

    private void step() {
        woken.set(false);
        hurried.set(false);
        long start = System.nanoTime();
        attempt(this::catchUp);
        lastStepMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (UncheckedIOException | StoreException | IllegalStateException e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        progress.settled(false);
        lastError = StoreException.sentence(e);
        LOG.warn("Projection will try again: {}", lastError);
    }

    /** Projects all there is now. */
    void catchUp() {
        begin();
        synchronized (oneAtATime) {
            if (follower.catchUp()) {
                wake();
            }
        }
        lastError = "";
        progress.moved();
    }

    /** Takes erased messages out of the index at once; the look at the transcript would do so a little later. */
    public void forgotten(List<MessageRef> messages) {
        synchronized (oneAtATime) {
            if (!begun) {
                return;
            }
            attempt(() -> follower.forget(messages));
        }
        hurry();
    }

    /** A step that writes what following wrote, or changes the store: nothing follows meanwhile. */
    void alone(Bringing.Step step) {
        synchronized (oneAtATime) {
            begin();
            step.run();
        }
    }

    private void commit() {
        synchronized (oneAtATime) {
            if (begun) {
                attempt(follower::commit);
            }
        }
    }

    /** Waits until a place is searchable, at most so long. Returns whether it is. */
    public boolean await(ConversationId conversation, long seq, long millis) {
        if (standing.reached(conversation) >= seq) {
            return true;
        }
        if (worker == null || millis <= 0) {
            return false;
        }
        hurry();
        return progress.await(() -> standing.reached(conversation) >= seq, millis);
    }

    /** How often the index moved on. */
    public long moves() {
        return standing.moves();
    }

    /** Whether a search that began after so many moves could see this place. */
    public boolean seen(long moves, ConversationId conversation, long seq) {
        return standing.seen(moves, conversation, seq);
    }

    /** Whether the index is whole up to a moment in time: all it lacks was committed after that. */
    public boolean settled() {
        return progress.settled();
    }

    /** Messages not yet projected. */
    public long lag() {
        return transcript.heads().stream()
                .mapToLong(head -> Math.max(0, head.lastSeq() - standing.reached(head.conversation())))
                .sum();
    }

    /** The last failure, empty when the last look went well. */
    public String lastError() {
        return lastError;
    }

    /** Whether it follows. */
    public boolean running() {
        return worker != null;
    }
}
