package ai.clara.memory.follow;

import ai.clara.memory.store.Spot;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings in the embedder that is to answer, in portions: its vectors are made and put on the shelf beside everything else, so that a
 * slow or failing one holds up nothing, and only then are the documents written anew. When it answers, what others left behind goes
 * the same way. All it does next is told by tags and shelf, so it goes on wherever it was ended.
 */
@Singleton
final class Bringing {
    private static final Logger LOG = LoggerFactory.getLogger(Bringing.class);
    /** It rests as long as a portion took, so that it takes no more than half a core. */
    private static final long REST_MILLIS_MAX = 2_000;

    private static final long REST_MILLIS_MIN = 50;

    private static final long FAILURE_MILLIS = 500;
    private static final long FAILURE_MILLIS_MAX = 30_000;
    private static final long LEAVING_SECONDS = 2;

    private final Changeover changeover;
    private final Follower follower;
    private final PassageVectors passages;
    private long failureMillis = FAILURE_MILLIS;
    private List<Spot> last = List.of();
    private @Nullable ScheduledExecutorService worker;

    Bringing(Changeover changeover, Follower follower, PassageVectors passages) {
        this.changeover = changeover;
        this.follower = follower;
        this.passages = passages;
    }

    /** A step that must not come between steps of the projection. */
    interface Step {
        void run();
    }

    /** Runs a step alone. */
    interface Alone {
        void run(Step step);
    }

    synchronized void start(Alone alone) {
        var threads = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("embedding").daemon().factory());
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        worker = threads;
        failureMillis = FAILURE_MILLIS;
        last = List.of();
        schedule(threads, 0, alone);
    }

    /** Waits a little, and never interrupts: that would break an index being written. What a service still makes is made again. */
    synchronized void stop() {
        ScheduledExecutorService threads = worker;
        worker = null;
        if (threads == null) {
            return;
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LEAVING_SECONDS, TimeUnit.SECONDS)) {
                LOG.info("An embedder is still asked; the next start goes on there");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void schedule(ScheduledExecutorService threads, long millis, Alone alone) {
        try {
            var unused = threads.schedule(() -> work(threads, alone), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopping; the next start goes on here");
        }
    }

    private void work(ScheduledExecutorService threads, Alone alone) {
        long begun = System.nanoTime();
        try {
            if (portion(alone)) {
                failureMillis = FAILURE_MILLIS;
                changeover.brought("");
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                schedule(threads, Math.clamp(took, REST_MILLIS_MIN, REST_MILLIS_MAX), alone);
            }
        } catch (UncheckedIOException | StoreException | ModelException | IllegalStateException e) {
            if (!threads.isShutdown()) {
                changeover.brought(Objects.requireNonNullElse(e.getMessage(), e.toString()));
                LOG.warn("Bringing in an embedder will be tried again: {}", StoreException.sentence(e));
            }
            schedule(threads, failureMillis, alone);
            failureMillis = Math.min(2 * failureMillis, FAILURE_MILLIS_MAX);
        }
    }

    /** Gives whether there may be more to do; else there is nothing left until the next start. */
    private boolean portion(Alone alone) {
        if (!changeover.decided()) {
            return true;
        }
        Optional<EmbeddingModel> incoming = changeover.incoming();
        List<Spot> spots =
                incoming.isPresent() ? follower.lacking(incoming.get().id()) : follower.leftBehind();
        if (spots.isEmpty()) {
            if (incoming.isPresent()) {
                alone.run(changeover::finish);
            }
            last = List.of();
            return incoming.isPresent();
        }
        if (incoming.isPresent()) {
            passages.fill(incoming.get(), follower.entries(spots));
        }
        boolean again = spots.equals(last);
        last = again ? List.of() : spots;
        if (again) {
            throw new IllegalStateException("The same messages again: their vectors were not kept.");
        }
        alone.run(() -> follower.rewrite(spots));
        return true;
    }
}
