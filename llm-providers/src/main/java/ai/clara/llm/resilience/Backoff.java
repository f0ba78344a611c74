package ai.clara.llm.resilience;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Exponential backoff with full jitter, after "Exponential Backoff And Jitter" of the AWS Architecture Blog. */
final class Backoff {
    static final Duration BASE = Duration.ofMillis(500);
    static final Duration CAP = Duration.ofSeconds(8);

    private final DoubleSupplier random;

    /** @param random from 0 to 1, for all threads */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** @param tries how often it failed already, from 1 */
    Duration after(int tries) {
        long most = Math.min(CAP.toMillis(), BASE.toMillis() << Math.min(tries - 1, 16));
        return Duration.ofMillis((long) (most * random.getAsDouble()));
    }
}
