package ai.clara.memory.recall;

import ai.clara.memory.question.Roster;
import ai.clara.memory.store.Patience;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.VectorStore.Depth;
import ai.clara.memory.store.VectorStore.First;
import ai.clara.memory.store.VectorStore.Pool;
import ai.clara.memory.store.Wanted;
import ai.clara.spi.privacy.Viewer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Asks what memory searches, and goes on without it when it is away: no conversation waits for a store longer than a moment, and
 * one that failed is left alone for a while. How often that was so is counted.
 */
@Singleton
public final class Looking {
    private static final Duration PATIENCE_MAX = Duration.ofSeconds(4);

    private final VectorStore store;
    private final Participants participants;
    private final Patience patience;
    private final AtomicLong without = new AtomicLong();

    Looking(VectorStore store, Participants participants, Clock clock) {
        this.store = store;
        this.participants = participants;
        this.patience = new Patience("what memory searches", PATIENCE_MAX, clock);
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
        return store.isOpen() ? patience.ask(deadline, question) : Optional.empty();
    }

    /** How many searches went without the store. */
    public long without() {
        return without.get();
    }
}
