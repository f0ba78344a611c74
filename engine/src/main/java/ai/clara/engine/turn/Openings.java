package ai.clara.engine.turn;

import ai.clara.engine.EngineSettings;
import ai.clara.engine.identity.People;
import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.id.TurnId;
import ai.clara.spi.model.Tier;
import ai.clara.spi.privacy.Provenance;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Opens the rows of a turn, before the first text is shown. */
@Singleton
public final class Openings {
    private static final Duration LEASE_SPARE = Duration.ofSeconds(30);

    private static final String BEGIN = "update inbox i set state = 'running', attempts = i.attempts + 1"
            + " from messages m, people p where i.id = ? and i.state in ('accepted', 'running')"
            + " and m.id = i.message_id and p.id = i.person_id"
            + " returning i.attempts, i.tier, i.kept, p.zone, m.id, m.session_id, m.project, m.seq, m.speaker, m.body, m.said_at,"
            + " m.sensitivity, (select t.id from turns t where t.inbox_id = i.id) as turn_id";

    /** The turn, and the outbox row of its reply's first part. */
    private static final String INSERT =
            "with turn as (insert into turns (id, inbox_id, conversation_id, session_id, message_id, state, lease_token,"
                    + " model, started_at, owner_key, audience_key, provenance, sensitivity)"
                    + " values (?, ?, ?, ?, ?, 'running', ?, '', ?, ?, ?, ?, ?)"
                    + " on conflict (inbox_id) do update set state = 'running', lease_token = excluded.lease_token"
                    + " returning inbox_id, started_at, owner_key, audience_key, provenance, sensitivity)"
                    + " insert into outbox (id, inbox_id, part, state, nonce, owner_key, audience_key, provenance,"
                    + " sensitivity, created_at) select ?, inbox_id, 1, 'open', ?, owner_key, audience_key, provenance,"
                    + " sensitivity, ? from turn on conflict (inbox_id, part) do nothing";

    private final Db db;
    private final Clock clock;
    private final Ids ids;
    private final LeaseHolder holder;
    private final People people;
    private final Duration lease;

    Openings(Db db, Clock clock, Ids ids, LeaseHolder holder, People people, Settings settings) {
        this.db = db;
        this.clock = clock;
        this.ids = ids;
        this.holder = holder;
        this.people = people;
        this.lease = Duration.ofSeconds(settings.number(EngineSettings.TURN_DEADLINE_SECONDS))
                .plus(LEASE_SPARE);
    }

    /**
     * Takes or renews the lane's lease and opens the turn with the outbox row of its first part.
     *
     * @return empty when the message already has its end
     * @throws LaneTaken when another process holds the lease
     */
    Optional<OpenTurn> open(QueuedTurn queued) {
        return db.as(queued.place().viewer(queued.person()), connection -> {
            long token = lease(connection, queued).orElseThrow(LaneTaken::new);
            return open(connection, queued, token);
        });
    }

    /**
     * Opens the turn in the transaction that accepts its message, which spares a commit when nothing waits before it.
     *
     * @return empty when another process holds the lease: the turn is opened when its time comes
     */
    public Optional<OpenTurn> openAtOnce(Connection connection, QueuedTurn queued) throws SQLException {
        Optional<Long> token = lease(connection, queued);
        return token.isPresent() ? open(connection, queued, token.get()) : Optional.empty();
    }

    private Optional<OpenTurn> open(Connection connection, QueuedTurn queued, long token) throws SQLException {
        Optional<OpenTurn> turn = Sql.of(BEGIN, queued.inbox()).first(connection, row -> read(row, token));
        if (turn.isPresent()) {
            insert(connection, queued, turn.get());
        }
        return turn;
    }

    private Optional<Long> lease(Connection connection, QueuedTurn queued) throws SQLException {
        Instant now = clock.instant();
        return Sql.of(
                        "update conversations set lease_holder = ?, lease_token = lease_token + 1, lease_until = ?"
                                + " where id = ? and (lease_holder is null or lease_holder = ? or lease_until < ?)"
                                + " returning lease_token",
                        holder.id(),
                        now.plus(lease),
                        queued.place().id().value(),
                        holder.id(),
                        now)
                .first(connection, row -> row.getLong("lease_token"));
    }

    private OpenTurn read(ResultSet row, long token) throws SQLException {
        Optional<UUID> begun = Sql.maybeUuid(row, "turn_id");
        return new OpenTurn(
                new TurnId(begun.orElseGet(ids::next)),
                row.getInt("attempts"),
                token,
                new SessionId(Sql.uuid(row, "session_id")),
                new Project(row.getString("project")),
                new MessageRef(Sql.uuid(row, "id")),
                row.getLong("seq"),
                row.getString("speaker"),
                row.getString("body"),
                row.getBoolean("kept"),
                Sql.instant(row, "said_at"),
                Sensitivity.valueOf(row.getString("sensitivity").toUpperCase(Locale.ROOT)),
                people.zone(Optional.ofNullable(row.getString("zone"))),
                Optional.ofNullable(row.getString("tier")).map(tier -> Tier.valueOf(tier.toUpperCase(Locale.ROOT))));
    }

    private void insert(Connection connection, QueuedTurn queued, OpenTurn turn) throws SQLException {
        Instant now = clock.instant();
        Sql.of(
                        INSERT,
                        turn.id().value(),
                        queued.inbox(),
                        queued.place().id().value(),
                        turn.session().value(),
                        turn.message().value(),
                        turn.token(),
                        now,
                        queued.place().ownerKey(queued.person()),
                        queued.place().audienceKey(queued.person()),
                        new Provenance(
                                        Provenance.Kind.MESSAGE,
                                        turn.message().value().toString())
                                .label(),
                        turn.sensitivity(),
                        ids.next(),
                        OutboxRows.nonce(queued.inbox(), 1),
                        now)
                .run(connection);
    }
}
