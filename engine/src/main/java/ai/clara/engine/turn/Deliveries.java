package ai.clara.engine.turn;

import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.session.Place;
import ai.clara.spi.channel.Channel;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.store.Db;
import ai.clara.spi.store.StoreException;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox: committed replies on their way to where they are read. */
@Singleton
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int BATCH = 500;

    private final Db db;
    private final Clock clock;
    /** Asked for late: a channel needs the inbox, which needs this. */
    private final BeanProvider<Channel> channels;

    /** Replies on their way to a channel now. */
    private final Set<UUID> offered = ConcurrentHashMap.newKeySet();

    private volatile Runnable wake = () -> {};

    Deliveries(Db db, Clock clock, BeanProvider<Channel> channels) {
        this.db = db;
        this.clock = clock;
        this.channels = channels;
    }

    /** Committed replies that nobody has taken yet, oldest first. */
    public List<QueuedTurn> ready() {
        return db.system(
                "find undelivered replies",
                connection -> Sql.of(
                                "select " + Place.COLUMNS
                                        + ", i.id as inbox_id, i.person_id, i.platform_id from outbox o"
                                        + " join inbox i on i.id = o.inbox_id"
                                        + " join conversations c on c.id = i.conversation_id"
                                        + " where o.state = 'ready' order by o.created_at limit ?",
                                BATCH)
                        .all(
                                connection,
                                row -> new QueuedTurn(
                                        Sql.uuid(row, "inbox_id"),
                                        Place.read(row),
                                        new PersonId(Sql.uuid(row, "person_id")),
                                        row.getString("platform_id"))));
    }

    /** Offers a reply to the channel it belongs to; false leaves it for later. */
    public boolean offer(QueuedTurn queued) {
        return offer(queued, () -> undelivered(queued));
    }

    /** Offers the words of a reply that stands in no row. */
    void offer(QueuedTurn queued, String text) {
        offer(queued, () -> Optional.of(text));
    }

    private boolean offer(QueuedTurn queued, Supplier<Optional<String>> words) {
        if (!offered.add(queued.inbox())) {
            return false;
        }
        try {
            Optional<String> text = words.get();
            if (text.isEmpty()) {
                return true;
            }
            boolean taken = text.get().isEmpty() || deliver(queued, text.get());
            if (taken) {
                delivered(queued.inbox());
            }
            return taken;
        } finally {
            offered.remove(queued.inbox());
        }
    }

    /** What a platform adds to the first answer each person gets. */
    Optional<String> introduction(QueuedTurn queued) {
        return channel(queued).flatMap(Channel::introduction);
    }

    /** Whoever looks after what waits. */
    public void onWake(Runnable listener) {
        wake = listener;
    }

    /** What waits can be delivered now. */
    public void wake() {
        wake.run();
    }

    /** Notes that the reply was taken. */
    public void delivered(UUID inbox) {
        db.system(
                "note a delivery",
                connection -> Sql.of(
                                "update outbox set state = 'delivered', delivered_at = ? where inbox_id = ?"
                                        + " and state <> 'delivered'",
                                clock.instant(),
                                inbox)
                        .run(connection));
    }

    private Optional<String> undelivered(QueuedTurn queued) {
        return db.as(
                queued.place().viewer(queued.person()),
                connection -> Sql.of(
                                "select case when i.kept or m.id is null then coalesce(m.body, ?)"
                                        + " when i.state = 'answered' then ? else ? end as body"
                                        + " from outbox o join inbox i on i.id = o.inbox_id"
                                        + " left join messages m on m.id = o.message_id"
                                        + " where o.inbox_id = ? and o.state = 'ready'",
                                Closings.NOT_TAKEN_IN,
                                Closings.NOT_KEPT,
                                Closings.GONE,
                                queued.inbox())
                        .first(connection, row -> row.getString("body")));
    }

    private boolean deliver(QueuedTurn queued, String text) {
        try {
            return channel(queued)
                    .map(channel -> channel.deliver(queued.place().key(), queued.platformId(), text))
                    .orElse(false);
        } catch (RuntimeException e) {
            String platform = queued.place().key().platform();
            LOG.warn(
                    "the reply to {} could not be delivered through {}: {}",
                    queued.inbox(),
                    platform,
                    StoreException.sentence(e));
            return false;
        }
    }

    private Optional<Channel> channel(QueuedTurn queued) {
        String platform = queued.place().key().platform();
        return channels.stream()
                .filter(channel -> channel.name().equals(platform))
                .findFirst();
    }
}
