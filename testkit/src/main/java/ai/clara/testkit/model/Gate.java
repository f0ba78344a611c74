package ai.clara.testkit.model;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A door in a script: the answer stops before it until the test opens it. */
public final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Lets every answer pass, now and later. */
    public void open() {
        opened.countDown();
    }

    /** Waits until an answer stands before the gate. Returns false when none came in time. */
    public boolean awaitReached(Duration bound) {
        return await(reached, bound);
    }

    /** An answer arrives here. */
    void reach() {
        reached.countDown();
    }

    /** Waits a little. Returns whether it is open. */
    boolean awaitOpen(Duration bound) {
        return await(opened, bound);
    }

    private static boolean await(CountDownLatch latch, Duration bound) {
        try {
            return latch.await(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
