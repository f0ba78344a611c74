package ai.clara;

import ai.clara.spi.store.Home;
import ai.clara.terminal.Signals;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How a process that works in a home to throw away ends: by itself, or told to by a signal. Whichever comes first does what is left to
 * do, and does it alone. Any other process ends as Java has it.
 */
final class Leaving {
    /** What a shell makes of a process that Ctrl-C ended. */
    private static final int TOLD_TO = 130;

    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    /** From now on nothing is left of this home, however the process ends. Call it before the home is made. */
    void throwingAway(Home home) {
        if (home.throwAway()) {
            before(() -> ThrowAwayHome.delete(home, ""));
            Signals.onEnding(this::told);
        }
    }

    /** Something to do when told to end, before all that was named earlier. */
    void before(Runnable step) {
        synchronized (steps) {
            steps.push(step);
        }
    }

    /** Comes back only if nobody told the process to end: else what fails now fails because of that, and is nobody's news. */
    void byItself() {
        if (!begun.compareAndSet(false, true)) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Halts, since hooks of libraries would free what still works. */
    private void told() {
        if (begun.compareAndSet(false, true)) {
            try {
                synchronized (steps) {
                    steps.forEach(Runnable::run);
                }
            } finally {
                Runtime.getRuntime().halt(TOLD_TO);
            }
        }
    }
}
