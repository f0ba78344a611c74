package ai.clara.memory.store;

import ai.clara.spi.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a store that may be away: no conversation waits for it longer than a moment, and one that failed is left alone for a while.
 */
public final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration REST = Duration.ofSeconds(3);

    private final String what;
    private final Duration most;
    private final Clock clock;
    private volatile Instant leftAloneUntil = Instant.MIN;

    /**
     * @param what is asked, for people
     * @param most how long an answer is waited for, and never longer than half the time that is left
     */
    public Patience(String what, Duration most, Clock clock) {
        this.what = what;
        this.most = most;
        this.clock = clock;
    }

    /** The answer; empty when there is none in time. */
    public <T> Optional<T> ask(Instant deadline, Supplier<T> question) {
        Instant now = clock.instant();
        if (now.isBefore(leftAloneUntil)) {
            return Optional.empty();
        }
        // A deadline may be as far away as an Instant can be, which is more than a long of milliseconds.
        Duration half = Duration.between(now, deadline).dividedBy(2);
        long millis = Math.max(1, (half.compareTo(most) < 0 ? half : most).toMillis());
        var answer = CompletableFuture.supplyAsync(
                question, task -> Thread.ofVirtual().name("asking").start(task));
        try {
            T given = answer.get(millis, TimeUnit.MILLISECONDS);
            return Optional.of(given);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof StoreException failure)) {
                throw new IllegalStateException(e.getCause());
            }
            away(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
        } catch (TimeoutException e) {
            away("It did not answer within " + millis + " ms.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void away(String problem) {
        leftAloneUntil = clock.instant().plus(REST);
        LOG.warn("Recall goes on without {}: {}", what, problem);
    }
}
