package ai.clara.engine.inbox;

import ai.clara.engine.identity.People;
import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.session.Conversations;
import ai.clara.engine.session.JdbcProjects;
import ai.clara.engine.session.NewMessage;
import ai.clara.engine.session.Place;
import ai.clara.engine.session.SensitivityRules;
import ai.clara.engine.session.Sessions;
import ai.clara.engine.turn.OpenTurn;
import ai.clara.engine.turn.Openings;
import ai.clara.engine.turn.OutboxRows;
import ai.clara.engine.turn.QueuedTurn;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Provenance;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of the inbox: one per platform message id. */
@Singleton
final class InboxStore {
    private static final String QUEUED = "select i.id as inbox_id, i.person_id, i.platform_id, " + Place.COLUMNS
            + " from inbox i join conversations c on c.id = i.conversation_id ";

    record Counts(long open, long undelivered) {}

    private final Db db;
    private final Clock clock;
    private final Ids ids;
    private final People people;
    private final Conversations conversations;
    private final Sessions sessions;
    private final JdbcProjects projects;
    private final Openings openings;

    InboxStore(
            Db db,
            Clock clock,
            Ids ids,
            People people,
            Conversations conversations,
            Sessions sessions,
            JdbcProjects projects,
            Openings openings) {
        this.db = db;
        this.clock = clock;
        this.ids = ids;
        this.people = people;
        this.conversations = conversations;
        this.sessions = sessions;
        this.projects = projects;
        this.openings = openings;
    }

    Optional<Standing> find(ConversationKey conversation, AccountKey author) {
        return db.system("find who stops", connection -> {
            Optional<PersonId> person = people.find(connection, author);
            Optional<Place> place = conversations.find(connection, conversation);
            return person.isPresent() && place.isPresent()
                    ? Optional.of(new Standing(person.get(), place.get()))
                    : Optional.empty();
        });
    }

    /** A known person at a known place. */
    record Standing(PersonId person, Place place) {}

    Optional<QueuedTurn> known(String platform, String platformId) {
        return db.system(
                "find a duplicate",
                connection -> Sql.of(QUEUED + "where i.platform = ? and i.platform_id = ?", platform, platformId)
                        .first(connection, InboxStore::queued));
    }

    /**
     * A message taken in.
     *
     * @param opened its turn, when it was opened in the same transaction
     */
    record Accepted(QueuedTurn turn, Optional<OpenTurn> opened) {}

    /**
     * Stores message and inbox row together; empty when the platform id became known meanwhile.
     *
     * @param next whether nothing waits before it, so that its turn can be opened at once
     */
    Optional<Accepted> accept(Arrival arrival, boolean next) {
        QueuedTurn queued = queuedOf(arrival);
        try {
            return db.as(arrival.place().viewer(arrival.person()), connection -> {
                Place place = arrival.place();
                Conversations.Next here = next(connection, arrival);
                SessionId session = sessions.open(connection, place, arrival.person(), here);
                MessageRef message = store(connection, arrival, here.seq(), session);
                if (!insert(connection, arrival, queued.inbox(), "accepted", Optional.of(message))) {
                    throw new KnownMeanwhile();
                }
                Optional<OpenTurn> opened = next ? openings.openAtOnce(connection, queued) : Optional.<OpenTurn>empty();
                return Optional.of(new Accepted(queued, opened));
            });
        } catch (KnownMeanwhile e) {
            return Optional.empty();
        }
    }

    /** Stores a message of the past, which nobody answers; gives the stored one when its platform id is known. */
    Optional<MessageRef> file(Arrival arrival) {
        if (arrival.again()) {
            return filed(arrival);
        }
        try {
            return db.as(arrival.place().viewer(arrival.person()), connection -> {
                Place place = arrival.place();
                Conversations.Next here = next(connection, arrival);
                SessionId session = sessions.past(
                        connection,
                        place,
                        arrival.person(),
                        here,
                        arrival.message().sentAt());
                MessageRef message = store(connection, arrival, here.seq(), session);
                if (!insert(connection, arrival, ids.next(), "stopped", Optional.of(message))) {
                    throw new KnownMeanwhile();
                }
                return Optional.of(message);
            });
        } catch (KnownMeanwhile e) {
            return filed(arrival);
        }
    }

    private Conversations.Next next(Connection connection, Arrival arrival) throws SQLException {
        return conversations.next(
                connection, arrival.place().id(), arrival.message().project().map(projects::meant));
    }

    private Optional<MessageRef> filed(Arrival arrival) {
        return db.system(
                "find a stored message",
                connection -> Sql.of(
                                "select message_id from inbox where platform = ? and platform_id = ?"
                                        + " and conversation_id = ? and message_id is not null",
                                arrival.place().key().platform(),
                                arrival.message().platformId(),
                                arrival.place().id().value())
                        .first(connection, row -> new MessageRef(Sql.uuid(row, "message_id"))));
    }

    /** Rolls back what was stored of a message that is known. */
    private static final class KnownMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Notes a message that is not stored, so that it ends here too when it is handed in again. */
    boolean end(Arrival arrival, String state) {
        return db.system(
                "note a message not stored",
                connection -> insert(connection, arrival, ids.next(), state, Optional.empty()));
    }

    /** Notes a message refused for want of room, with the row of the line that says so. */
    Optional<QueuedTurn> refuse(Arrival arrival) {
        return db.system("note a refused message", connection -> {
            QueuedTurn queued = queuedOf(arrival);
            if (!insert(connection, arrival, queued.inbox(), "refused", Optional.empty())) {
                return Optional.empty();
            }
            Sql.of(
                            "insert into outbox (id, inbox_id, part, state, nonce, owner_key, audience_key, provenance,"
                                    + " sensitivity, created_at) values (?, ?, 1, 'ready', ?, ?, ?, ?, ?, ?)",
                            ids.next(),
                            queued.inbox(),
                            OutboxRows.nonce(queued.inbox(), 1),
                            arrival.place().ownerKey(arrival.person()),
                            arrival.place().audienceKey(arrival.person()),
                            new Provenance(Provenance.Kind.SYSTEM, "full lane").label(),
                            arrival.place().sensitivity(),
                            clock.instant())
                    .run(connection);
            return Optional.of(queued);
        });
    }

    /** Each conversation of a platform and the newest message that was taken in there. */
    List<Inbox.Known> conversations(String platform) {
        return db.system(
                "find known conversations",
                connection -> Sql.of(
                                "select distinct on (i.conversation_id) " + Place.COLUMNS
                                        + ", i.platform_id from inbox i"
                                        + " join conversations c on c.id = i.conversation_id where i.platform = ?"
                                        + " order by i.conversation_id, i.accepted_at desc, i.id desc",
                                platform)
                        .all(connection, row -> new Inbox.Known(Place.read(row).key(), row.getString("platform_id"))));
    }

    /** Accepted messages without an end, in the order in which they came. */
    List<QueuedTurn> open() {
        return db.system(
                "find open messages",
                connection -> Sql.of(QUEUED + "where i.state in ('accepted', 'running') order by i.accepted_at, i.id")
                        .all(connection, InboxStore::queued));
    }

    Counts counts() {
        return db.system(
                "count open work",
                connection -> Sql.of(
                                "select (select count(*) from inbox where state in ('accepted', 'running')) as open,"
                                        + " (select count(*) from outbox where state = 'ready') as undelivered")
                        .first(connection, row -> new Counts(row.getLong("open"), row.getLong("undelivered")))
                        .orElseThrow());
    }

    private QueuedTurn queuedOf(Arrival arrival) {
        return new QueuedTurn(
                ids.next(), arrival.place(), arrival.person(), arrival.message().platformId());
    }

    private boolean insert(Connection connection, Arrival arrival, UUID id, String state, Optional<MessageRef> message)
            throws SQLException {
        return Sql.of(
                                "insert into inbox (id, platform, platform_id, conversation_id, person_id, message_id, state, tier,"
                                        + " kept, accepted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (platform, platform_id) do nothing",
                                id,
                                arrival.place().key().platform(),
                                arrival.message().platformId(),
                                arrival.place().id().value(),
                                arrival.person().value(),
                                message.map(MessageRef::value).orElse(null),
                                state,
                                arrival.words().tier().orElse(null),
                                arrival.message().kept(),
                                clock.instant())
                        .run(connection)
                == 1;
    }

    private MessageRef store(Connection connection, Arrival arrival, long seq, SessionId session) throws SQLException {
        Place place = arrival.place();
        MessageRef ref = new MessageRef(ids.next());
        new NewMessage(
                        ref,
                        place,
                        session,
                        seq,
                        Optional.of(arrival.person()),
                        arrival.person(),
                        arrival.message().authorName(),
                        arrival.body(),
                        arrival.message().sentAt(),
                        arrival.zone(),
                        Optional.empty(),
                        new Provenance(
                                Provenance.Kind.MESSAGE,
                                place.key().platform() + "/" + arrival.message().platformId()),
                        SensitivityRules.raise(place.sensitivity(), arrival.body()),
                        arrival.message().kept())
                .insert(connection);
        return ref;
    }

    private static QueuedTurn queued(ResultSet row) throws SQLException {
        return new QueuedTurn(
                Sql.uuid(row, "inbox_id"),
                Place.read(row),
                new PersonId(Sql.uuid(row, "person_id")),
                row.getString("platform_id"));
    }
}
