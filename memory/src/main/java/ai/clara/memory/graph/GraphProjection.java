package ai.clara.memory.graph;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.operation.Service;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.Transcript;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the transcript into the graph, beside the index and after it: neither waits for the other or fails with it. */
@Singleton
public final class GraphProjection implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(GraphProjection.class);
    private static final int ORDER = 32;
    private static final long POLL_MILLIS = 2_000;
    private static final long GATHERING_MILLIS = 500;
    private static final long REST = 4;
    private static final long REST_MILLIS_MAX = 2_000;

    private final Transcript transcript;
    private final GraphStore store;
    private final GraphFollower follower;
    private final Renewal renewal;
    private final Settings settings;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Object oneAtATime = new Object();
    private boolean listening;
    private boolean begun;
    private volatile String lastError = "";
    private volatile @Nullable ScheduledExecutorService worker;

    GraphProjection(
            Transcript transcript, GraphStore store, GraphFollower follower, Renewal renewal, Settings settings) {
        this.transcript = transcript;
        this.store = store;
        this.follower = follower;
        this.renewal = renewal;
        this.settings = settings;
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public synchronized void start() {
        GraphSettings.problem(settings).ifPresent(sentence -> {
            throw CommandException.failed(sentence);
        });
        if (worker != null || !enabled()) {
            return;
        }
        var threads = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("graph").daemon().factory());
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        worker = threads;
        threads.scheduleWithFixedDelay(this::step, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (!listening) {
            transcript.onCommit(this::wake);
            listening = true;
        }
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
    }

    /** Looks soon whether there is something to read. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            schedule(GATHERING_MILLIS);
        }
    }

    private void schedule(long millis) {
        ScheduledExecutorService threads = worker;
        if (threads == null) {
            return;
        }
        try {
            threads.schedule(this::step, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopping; the next start goes on here");
        }
    }

    private void step() {
        woken.set(false);
        long begun = System.nanoTime();
        try {
            boolean more;
            synchronized (oneAtATime) {
                begin();
                more = follower.catchUp();
            }
            lastError = "";
            if (more) {
                // With rests between its rounds a long past never takes more than a part of a core.
                schedule(Math.min(REST_MILLIS_MAX, REST * (System.nanoTime() - begun) / 1_000_000));
            }
        } catch (StoreException | IllegalStateException e) {
            synchronized (oneAtATime) {
                follower.forgetCursors();
            }
            lastError = StoreException.sentence(e);
            LOG.warn("The graph will be read on later: {}", lastError);
        }
    }

    /** One that other homes may reach as well is not to be written by two of them. */
    private void begin() {
        if (begun) {
            return;
        }
        if (store.remote() && follower.foreign()) {
            throw new StoreException(
                    store.where() + " holds the graph of another Clara, or of a later state of this one: give"
                            + " NEO4J_URL a database of its own, or empty that one of all that is labelled"
                            + " RookEntity and RookCursor.");
        }
        begun = true;
    }

    /** Reads all there is now; nothing without a graph. */
    public void catchUp() {
        catchUp(ChronoUnit.FOREVER.getDuration());
    }

    /** Reads on for so long at most, and no longer than there is something to read. */
    public void catchUp(Duration most) {
        if (!enabled()) {
            return;
        }
        long before = System.nanoTime();
        synchronized (oneAtATime) {
            begin();
            while (follower.catchUp()
                    && Duration.ofNanos(System.nanoTime() - before).compareTo(most) < 0) {
                LOG.debug("The graph reads on");
            }
        }
        lastError = "";
    }

    /** Is told how many messages of how many were read. */
    public interface Watch {
        void read(long done, long all);
    }

    /**
     * Reads all again, in place of what is there, while recall and following go on.
     *
     * @throws StoreException when the store fails, or does not hold afterwards what the transcript tells
     */
    public Renewed renew(Watch watch) {
        catchUp();
        Renewed renewed = renewal.run(watch, step -> {
            synchronized (oneAtATime) {
                return step.get();
            }
        });
        LOG.info("The graph was read anew: {} relations", renewed.fresh().relations());
        return renewed;
    }

    /** What the graph holds of what the transcript tells, message by message; nothing is changed. */
    public Renewed compared(Watch watch) {
        return renewal.compare(watch);
    }

    /** How many messages there are to be read. */
    public long size() {
        return transcript.heads().stream().mapToLong(Transcript.Head::lastSeq).sum();
    }

    /** Where it lies, for people. */
    public String where() {
        return store.where();
    }

    /** By how many nodes and relations the store differs from what was written there. */
    public long drift() {
        return store.drift();
    }

    /** How often the transcript did not show a viewer what the store gave. */
    public long stopped() {
        return store.stopped();
    }

    /** Whether there is a graph at all. */
    public boolean enabled() {
        return settings.flag(GraphSettings.ENABLED);
    }

    /** Whether it follows. */
    public boolean running() {
        return worker != null;
    }

    /** Messages not yet read; none without a graph. */
    public long lag() {
        return enabled() ? follower.lag() : 0;
    }

    /** The last failure, empty when the last look went well. */
    public String lastError() {
        return lastError;
    }

    /** Whether the last look failed, so that the graph may lack something. */
    boolean failing() {
        return !lastError.isEmpty();
    }

    /** For people; empty without a graph. */
    public String status() {
        return enabled()
                ? "; graph, not yet read: " + unread() + (lastError.isEmpty() ? "" : ", last error: " + lastError)
                : "";
    }

    private String unread() {
        try {
            return Long.toString(lag());
        } catch (StoreException e) {
            LOG.debug("How far the graph has read is not known", e);
            return "unknown";
        }
    }
}
