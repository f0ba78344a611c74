package ai.clara.engine.inbox;

import ai.clara.engine.reply.Reply;
import ai.clara.engine.turn.Deliveries;
import ai.clara.engine.turn.Luggage;
import ai.clara.engine.turn.QueuedTurn;
import ai.clara.spi.operation.Service;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up what a crash left: messages without an end are run again, replies nobody took are offered to their channel. */
@Singleton
final class Recovery implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int RETRY_SECONDS = 60;

    private final InboxStore inbox;
    private final Lanes lanes;
    private final Deliveries deliveries;
    private @Nullable ScheduledExecutorService timer;

    Recovery(InboxStore inbox, Lanes lanes, Deliveries deliveries) {
        this.inbox = inbox;
        this.lanes = lanes;
        this.deliveries = deliveries;
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public synchronized void start() {
        lanes.open();
        List<QueuedTurn> open = inbox.open();
        open.forEach(this::resume);
        if (!open.isEmpty()) {
            LOG.info("{} accepted messages are taken up again", open.size());
        }
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("deliveries").factory());
        ScheduledExecutorService threads = timer;
        deliveries.onWake(() -> {
            if (!threads.isShutdown()) {
                threads.execute(this::deliver);
            }
        });
        var unused = timer.scheduleWithFixedDelay(this::deliver, 0, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
        lanes.close(PATIENCE);
    }

    /** Offers all replies that wait to their channels; those still in a lane have readers of their own. */
    void deliver() {
        try {
            for (QueuedTurn turn : deliveries.ready()) {
                if (!lanes.holds(turn)) {
                    deliveries.offer(turn);
                }
            }
        } catch (StoreException e) {
            LOG.warn("replies wait for the next round: {}", e.getMessage());
        }
    }

    private void resume(QueuedTurn turn) {
        lanes.inside(turn.place().id(), lane -> {
            boolean waiting = lane.find(turn.inbox()).isPresent();
            if (!waiting) {
                lanes.offer(turn, Luggage.none(), new Reply(), Optional.empty());
            }
            return waiting;
        });
    }
}
