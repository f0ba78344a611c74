package ai.clara.database;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A bounded wait for something outside this process that cannot wake us. */
final class Patience {

    private static final Duration STEP = Duration.ofMillis(50);

    private Patience() {}

    /** Asks until the answer is yes or the time is over; an interrupt ends it too. Returns the last answer. */
    static boolean until(Duration bound, BooleanSupplier question) {
        long end = System.nanoTime() + bound.toNanos();
        while (!question.getAsBoolean()) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        return true;
    }
}
