package ai.clara.llm.embedding;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts who is inside native code, so that a stop can wait for them: a process that ends under a native call crashes. */
final class NativeCalls {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nobodyInside = lock.newCondition();
    private int inside;
    private boolean closed;

    /** Whether the caller may go in; then it must {@link #leave}. */
    boolean enter() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            inside++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** For one who is inside and sends another thread in, which then leaves too. Closing does not come between. */
    void bringAlong() {
        lock.lock();
        try {
            inside++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            if (inside == 0) {
                nobodyInside.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets in again. */
    void open() {
        lock.lock();
        try {
            closed = false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more and waits for those inside. Returns whether all left in time. Repeatable. */
    boolean close(Duration bound) {
        lock.lock();
        try {
            closed = true;
            long left = bound.toNanos();
            while (inside > 0 && left > 0) {
                left = nobodyInside.awaitNanos(left);
            }
            return inside == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
