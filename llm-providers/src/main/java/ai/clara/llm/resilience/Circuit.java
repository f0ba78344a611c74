package ai.clara.llm.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Remembers that a service failed several times in a row, so that the next turns need not find out again. While it rests, one call per
 * rest is let through to see whether the service is back. Safe for all threads.
 */
public final class Circuit {
    static final int FAILURES_MAX = 5;
    static final Duration REST = Duration.ofSeconds(30);

    private final Clock clock;
    private int failures;
    private Instant restsUntil = Instant.MIN;

    public Circuit(Clock clock) {
        this.clock = clock;
    }

    /** Whether nobody should call now. */
    synchronized boolean rests() {
        return failures == FAILURES_MAX && clock.instant().isBefore(restsUntil);
    }

    /** Takes leave to call now; a yes during a rest is the one call that looks. */
    synchronized boolean lets() {
        if (failures < FAILURES_MAX) {
            return true;
        }
        if (rests()) {
            return false;
        }
        restsUntil = clock.instant().plus(REST);
        return true;
    }

    synchronized void answered() {
        failures = 0;
    }

    synchronized void failed() {
        failures = Math.min(failures + 1, FAILURES_MAX);
        if (failures == FAILURES_MAX) {
            restsUntil = clock.instant().plus(REST);
        }
    }
}
