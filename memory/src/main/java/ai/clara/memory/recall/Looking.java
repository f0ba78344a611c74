package ai.clara.memory.recall;

import ai.clara.memory.question.Roster;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.VectorStore.Depth;
import ai.clara.memory.store.VectorStore.First;
import ai.clara.memory.store.VectorStore.Pool;
import ai.clara.memory.store.Wanted;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks what memory searches, and goes on without it when it is away: no conversation waits for a store longer than a moment, and
 * one that failed is left alone for a while. How often that was so is counted.
 */
@Singleton
public final class Looking {
    private static final Logger LOG = LoggerFactory.getLogger(Looking.class);
    private static final Duration PATIENCE_MAX = Duration.ofSeconds(4);
    private static final Duration REST = Duration.ofSeconds(3);

    private final VectorStore store;
    private final Participants participants;
    private final Clock clock;
    private final AtomicLong without = new AtomicLong();
    private volatile Instant leftAloneUntil = Instant.MIN;

    Looking(VectorStore store, Participants participants, Clock clock) {
        this.store = store;
        this.participants = participants;
        this.clock = clock;
    }

    /** What may belong to what is wanted; empty when the store is away. */
    Optional<Pool> find(Viewer viewer, Reach reach, Wanted wanted, Depth depth, First first, Instant deadline) {
        Optional<Pool> pool = asked(deadline, () -> store.find(viewer, reach, wanted, depth, first));
        if (pool.isEmpty()) {
            without.incrementAndGet();
        }
        return pool;
    }

    /** Who speaks in what a viewer may read; nobody when the store is away. */
    Roster participants(Viewer viewer, Instant deadline) {
        return asked(deadline, () -> participants.of(viewer)).orElseGet(() -> Roster.of(Map.of()));
    }

    private <T> Optional<T> asked(Instant deadline, Supplier<T> question) {
        if (!store.remote()) {
            return Optional.of(question.get());
        }
        Instant now = clock.instant();
        if (!store.isOpen() || now.isBefore(leftAloneUntil)) {
            return Optional.empty();
        }
        long millis = Math.clamp(Duration.between(now, deadline).toMillis() / 2, 1, PATIENCE_MAX.toMillis());
        var answer = CompletableFuture.supplyAsync(
                question, task -> Thread.ofVirtual().name("looking").start(task));
        try {
            T found = answer.get(millis, TimeUnit.MILLISECONDS);
            return Optional.of(found);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof StoreException)) {
                throw new IllegalStateException(e.getCause());
            }
            away(Objects.requireNonNullElse(
                    e.getCause().getMessage(), e.getCause().toString()));
        } catch (TimeoutException e) {
            away("It did not answer within " + millis + " ms.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void away(String problem) {
        leftAloneUntil = clock.instant().plus(REST);
        LOG.warn("Recall goes on without what memory searches: {}", problem);
    }

    /** How many searches went without the store. */
    public long without() {
        return without.get();
    }
}
