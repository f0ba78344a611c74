package ai.clara.discord.outbound;

import ai.clara.discord.outbound.Trouble.Kind;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Lets the replies of one channel appear one after the other, in the order they came. */
final class ChannelQueues {
    /** A fair lock, kept while somebody stands at it. */
    private record Queue(ReentrantLock lock, int standing) {}

    private final ConcurrentMap<String, Queue> queues = new ConcurrentHashMap<>();

    /** @throws Trouble when the turn did not come in time */
    void inTurn(String channelId, Deadline deadline, Runnable posts) {
        ReentrantLock lock = queues.compute(
                        channelId,
                        (id, queue) -> queue == null
                                ? new Queue(new ReentrantLock(true), 1)
                                : new Queue(queue.lock(), queue.standing() + 1))
                .lock();
        try {
            await(lock, deadline);
            try {
                posts.run();
            } finally {
                lock.unlock();
            }
        } finally {
            queues.computeIfPresent(
                    channelId,
                    (id, queue) -> queue.standing() == 1 ? null : new Queue(queue.lock(), queue.standing() - 1));
        }
    }

    private static void await(ReentrantLock lock, Deadline deadline) {
        try {
            if (!lock.tryLock(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Trouble(Kind.LATER, "other replies of the channel take too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble(Kind.LATER, "interrupted", e);
        }
    }
}
