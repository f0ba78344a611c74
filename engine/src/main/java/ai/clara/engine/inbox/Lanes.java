package ai.clara.engine.inbox;

import ai.clara.engine.EngineSettings;
import ai.clara.engine.reply.Reply;
import ai.clara.engine.turn.Luggage;
import ai.clara.engine.turn.QueuedTurn;
import ai.clara.engine.turn.TurnRunner;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All lanes with something in them. */
@Singleton
final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /** Turns that run at the same time in the whole process; each is a thread and a stream, and holds no connection meanwhile. */
    private static final int RUNNING_MAX = 512;

    private final ConcurrentHashMap<ConversationId, Lane> lanes = new ConcurrentHashMap<>();
    private final Semaphore running = new Semaphore(RUNNING_MAX, true);
    private final TurnRunner runner;
    private final int limit;
    private volatile boolean open = true;

    Lanes(TurnRunner runner, Settings settings) {
        this.runner = runner;
        this.limit = settings.number(EngineSettings.LANE_LIMIT);
    }

    /** Works at a lane's door, alone. */
    <T> T inside(ConversationId conversation, Function<Lane, T> work) {
        Lane lane = enter(conversation);
        lane.door.lock();
        try {
            return work.apply(lane);
        } finally {
            lane.door.unlock();
            leave(conversation);
        }
    }

    boolean isFull(Lane lane) {
        return lane.size() >= limit;
    }

    /** Queues an accepted message; while the process is ending it stays in its row for the next start. */
    void offer(QueuedTurn turn, Luggage luggage, Reply reply, Optional<AccountKey> author) {
        if (open) {
            enter(turn.place().id()).offer(new Lane.Task(turn, luggage, reply, author));
        }
    }

    Optional<Lane.Task> find(QueuedTurn turn) {
        return Optional.ofNullable(lanes.get(turn.place().id())).flatMap(lane -> lane.find(turn.inbox()));
    }

    boolean holds(QueuedTurn turn) {
        return find(turn).isPresent();
    }

    boolean stop(ConversationId conversation, ai.clara.spi.id.PersonId person) {
        Lane lane = lanes.get(conversation);
        return lane != null && lane.stop(person);
    }

    boolean stop(ConversationKey place, AccountKey author) {
        return lanes.values().stream().filter(lane -> lane.stop(place, author)).count() > 0;
    }

    void open() {
        open = true;
    }

    /** Takes nothing new, closes what runs, and waits a moment for it to end. */
    void close(Duration patience) {
        open = false;
        lanes.values().forEach(lane -> lane.tasks().forEach(task -> task.reply().end(Reply.State.ABANDONED)));
        try {
            if (running.tryAcquire(RUNNING_MAX, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                running.release(RUNNING_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Lane.Task task) {
        UUID inbox = task.turn().inbox();
        running.acquireUninterruptibly();
        try {
            if (task.reply().state() != Reply.State.ABANDONED) {
                runner.run(task.turn(), task.luggage(), task.reply());
            }
        } catch (Exception e) {
            LOG.error("the turn of {} broke", inbox, e);
            task.reply().close(new ReplyEvent.Failed("Something went wrong inside Clara; please ask again."));
        } finally {
            running.release();
            leave(task.turn().place().id());
        }
    }

    private Lane enter(ConversationId conversation) {
        return lanes.compute(conversation, (id, lane) -> (lane == null ? new Lane(this::work) : lane).enter());
    }

    private void leave(ConversationId conversation) {
        lanes.computeIfPresent(conversation, (id, lane) -> lane.leave() ? null : lane);
    }
}
