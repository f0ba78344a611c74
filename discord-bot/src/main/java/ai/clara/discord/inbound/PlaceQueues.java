package ai.clara.discord.inbound;

import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work of each place in its order. While the database is away the first work of a place is repeated and what comes after it waits, so
 * that nothing overtakes and nothing is lost.
 */
@Singleton
final class PlaceQueues {
    private static final Logger LOG = LoggerFactory.getLogger(PlaceQueues.class);
    static final int WAITING_MAX = 1_000;
    private static final int UNANSWERED_MAX = 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Map<String, Deque<Runnable>> queues = new HashMap<>();
    private final AtomicInteger troubled = new AtomicInteger();
    private final Duration firstPause;
    private volatile CountDownLatch ended = new CountDownLatch(1);

    PlaceQueues() {
        this(FIRST_PAUSE);
    }

    PlaceQueues(Duration firstPause) {
        this.firstPause = firstPause;
    }

    void begin() {
        ended = new CountDownLatch(1);
    }

    /** What waits is left; it is found again when Clara looks for what she missed. */
    void end() {
        ended.countDown();
    }

    /**
     * Does quick work at once on this thread when nothing stands before it, else later. Returns whether there was room for it.
     */
    boolean now(String place, Runnable work) {
        synchronized (queues) {
            if (queues.containsKey(place) || troubled.get() > 0) {
                return later(place, work);
            }
            queues.put(place, new ArrayDeque<>());
        }
        boolean done = false;
        try {
            work.run();
            done = true;
        } catch (StoreException | Unanswered e) {
            LOG.warn("work of place {} is repeated: {}", place, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("work of place {} broke", place, e);
            done = true;
        } finally {
            goOn(place, work, done);
        }
        return true;
    }

    /** Does work on another thread, after what stands before it. Returns whether there was room for it. */
    boolean later(String place, Runnable work) {
        synchronized (queues) {
            Deque<Runnable> queue = queues.get(place);
            if (queue == null) {
                queue = new ArrayDeque<>();
                queues.put(place, queue);
                start(place);
            }
            return queue.size() < WAITING_MAX && queue.add(work);
        }
    }

    private void goOn(String place, Runnable work, boolean done) {
        synchronized (queues) {
            Deque<Runnable> queue = queues.getOrDefault(place, new ArrayDeque<>());
            if (!done) {
                queue.addFirst(work);
            }
            if (queue.isEmpty()) {
                queues.remove(place);
            } else {
                start(place);
            }
        }
    }

    private void start(String place) {
        Thread.ofVirtual().name("discord-place-" + place).start(() -> workOff(place));
    }

    private void workOff(String place) {
        boolean goesOn = true;
        while (goesOn) {
            Runnable next;
            synchronized (queues) {
                Deque<Runnable> queue = queues.getOrDefault(place, new ArrayDeque<>());
                next = queue.peek();
                if (next == null || ended.getCount() == 0) {
                    queues.remove(place);
                    return;
                }
            }
            goesOn = untilDone(place, next);
            synchronized (queues) {
                queues.getOrDefault(place, new ArrayDeque<>()).poll();
            }
        }
        synchronized (queues) {
            queues.remove(place);
        }
    }

    /** Returns false when the room ends. */
    private boolean untilDone(String place, Runnable work) {
        int tries = 0;
        while (!attempt(place, work, ++tries)) {
            troubled.incrementAndGet();
            try {
                if (endedWithin(pause(tries))) {
                    return false;
                }
            } finally {
                troubled.decrementAndGet();
            }
        }
        return true;
    }

    private static boolean attempt(String place, Runnable work, int tries) {
        try {
            work.run();
            return true;
        } catch (StoreException e) {
            LOG.warn("work of place {} waits for the database: {}", place, e.getMessage());
            return false;
        } catch (Unanswered e) {
            boolean enough = !e.away() && tries >= UNANSWERED_MAX;
            LOG.warn("work of place {} {}: {}", place, enough ? "is given up" : "is repeated", e.getMessage());
            return enough;
        } catch (RuntimeException e) {
            LOG.error("work of place {} broke", place, e);
            return true;
        }
    }

    private Duration pause(int tries) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(tries - 1, 5));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private boolean endedWithin(Duration pause) {
        try {
            return ended.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
