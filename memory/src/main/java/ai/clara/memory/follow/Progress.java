package ai.clara.memory.follow;

import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A bounded wait for the projection to move. */
@Singleton
final class Progress {
    private volatile boolean settled;

    /** Whether the index is whole up to a moment in time: all it lacks was committed after that. */
    boolean settled() {
        return settled;
    }

    void settled(boolean now) {
        settled = now;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    void moved() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean await(BooleanSupplier reached, long millis) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
