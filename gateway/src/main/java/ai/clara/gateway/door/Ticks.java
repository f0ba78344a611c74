package ai.clara.gateway.door;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks after those who wait: tells them that Clara still works, and lets nobody wait for ever. */
@Singleton
final class Ticks {
    /** As long as most failures take to show, which can have a status of their own until then. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    private static final Duration BEAT = Duration.ofSeconds(15);
    /** An hour: beyond every deadline of a turn and of those before it in its lane. What lasts longer was lost. */
    private static final int BEATS_MAX = 240;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("gateway-ticks").factory());

    Ticks() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Beats until the answer is done. */
    void watch(Telling telling, Runnable giveUp, CompletableFuture<?> done) {
        var beats = new AtomicInteger();
        Runnable beat = () -> {
            if (beats.incrementAndGet() > BEATS_MAX) {
                giveUp.run();
            } else {
                telling.beat();
            }
        };
        Future<?> beating = timer.scheduleAtFixedRate(beat, FIRST.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        done.whenComplete((result, failure) -> beating.cancel(false));
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
