package ai.clara.memory.graph;

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
 * Asks a graph that may be away: no conversation waits for it longer than a moment, and one that failed is left alone for a while. How
 * often recall went on without it is counted.
 */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration WAIT_MAX = Duration.ofSeconds(3);
    private static final Duration REST = Duration.ofSeconds(3);

    private final Clock clock;
    private volatile Instant leftAloneUntil = Instant.MIN;

    Patience(Clock clock) {
        this.clock = clock;
    }

    /** The answer; empty when there is none in time. */
    <T> Optional<T> ask(Instant deadline, Supplier<T> question) {
        Instant now = clock.instant();
        if (now.isBefore(leftAloneUntil)) {
            return Optional.empty();
        }
        Duration half = Duration.between(now, deadline).dividedBy(2);
        long millis = Math.max(1, (half.compareTo(WAIT_MAX) < 0 ? half : WAIT_MAX).toMillis());
        var answer = CompletableFuture.supplyAsync(
                question, task -> Thread.ofVirtual().name("graph").start(task));
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
        LOG.warn("Recall goes on without the graph: {}", problem);
    }
}
