package ai.clara.engine.summary;

import ai.clara.spi.operation.Service;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes summaries behind the talk: a few at a time, one in each place. */
@Singleton
final class SummaryDesk implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(SummaryDesk.class);
    private static final int AT_ONCE = 2;
    private static final int PACE_SECONDS = 5;
    private static final int ROOMS_SECONDS = 30;

    private final Summaries summaries;
    private final Rooms rooms;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private @Nullable ScheduledExecutorService timer;

    SummaryDesk(Summaries summaries, Rooms rooms) {
        this.summaries = summaries;
        this.rooms = rooms;
    }

    @Override
    public int order() {
        return 70;
    }

    @Override
    public synchronized void start() {
        summaries.open();
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("summaries").factory());
        var unused = timer.scheduleWithFixedDelay(() -> guarded(this::begin), 1, PACE_SECONDS, TimeUnit.SECONDS);
        var alsoUnused = timer.scheduleWithFixedDelay(() -> guarded(rooms::look), 2, ROOMS_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
        summaries.close();
        try {
            if (free.tryAcquire(AT_ONCE, 2, TimeUnit.SECONDS)) {
                free.release(AT_ONCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin() {
        while (free.tryAcquire()) {
            Optional<Job> job = Optional.empty();
            try {
                job = summaries.claim();
            } finally {
                if (job.isEmpty()) {
                    free.release();
                }
            }
            if (job.isEmpty()) {
                return;
            }
            Job first = job.get();
            Thread.ofVirtual().name("summary").start(() -> makeFrom(first));
        }
    }

    /** And what is due after it. */
    private void makeFrom(Job first) {
        try {
            guarded(() -> {
                for (Optional<Job> job = Optional.of(first); job.isPresent(); job = summaries.claim()) {
                    summaries.make(job.get());
                }
            });
        } finally {
            free.release();
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (StoreException e) {
            LOG.warn("summaries wait: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("a summary broke; it is tried again");
            // Its message may repeat what was said.
            LOG.debug("a summary broke: {}", e.getClass().getName());
        }
    }
}
