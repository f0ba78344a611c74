package ai.clara.engine.turn;

import ai.clara.engine.identity.People;
import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.session.Commits;
import ai.clara.engine.session.NewMessage;
import ai.clara.engine.session.SensitivityRules;
import ai.clara.engine.session.Sessions;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.id.TurnId;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Tier;
import ai.clara.spi.privacy.Provenance;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The rows of turns: opened before the first text is shown, closed together with the reply. */
@Singleton
public final class TurnStore {
    private static final String CLARA = "Clara";

    private final Db db;
    private final Clock clock;
    private final Ids ids;
    private final LeaseHolder holder;
    private final People people;
    private final Sessions sessions;
    private final Commits commits;

    TurnStore(Db db, Clock clock, Ids ids, LeaseHolder holder, People people, Sessions sessions, Commits commits) {
        this.db = db;
        this.clock = clock;
        this.ids = ids;
        this.holder = holder;
        this.people = people;
        this.sessions = sessions;
        this.commits = commits;
    }

    /**
     * Takes or renews the lane's lease and opens the turn with the outbox row of its first part.
     *
     * @return empty when the message already has its end
     * @throws LaneTaken when another process holds the lease
     */
    Optional<OpenTurn> open(QueuedTurn queued, Duration lease) {
        return db.as(queued.place().viewer(queued.person()), connection -> {
            long token = lease(connection, queued, lease);
            Optional<Integer> attempts = Sql.of(
                            "update inbox set state = 'running', attempts = attempts + 1"
                                    + " where id = ? and state in ('accepted', 'running') returning attempts",
                            queued.inbox())
                    .first(connection, row -> row.getInt("attempts"));
            return attempts.isEmpty() ? Optional.empty() : begin(connection, queued, attempts.get(), token);
        });
    }

    /**
     * Commits Clara's words, the turn, its outbox and its inbox row, all or nothing.
     *
     * @param introduction what is added to the first answer this person gets
     * @return the text as committed
     */
    String answer(QueuedTurn queued, OpenTurn turn, Outcome outcome, Optional<String> introduction) {
        String committed = db.as(queued.place().viewer(queued.person()), connection -> {
            checkNothingForgotten(connection, turn, outcome.prompt().evidence());
            boolean first = introduction.isPresent() && people.introduced(connection, queued.person());
            String text = outcome.answer().text() + (first ? "\n\n" + introduction.get() : "");
            MessageRef reply =
                    say(connection, queued, turn, text, new Provenance(Provenance.Kind.MODEL, outcome.model()));
            Sql.of(
                            "update turns set state = 'answered', reply_id = ?, model = ?, tier = ?, evidence = ?,"
                                    + " late_sections = ?, input_tokens = ?, output_tokens = ?, ended_at = ? where id = ?",
                            reply.value(),
                            outcome.model(),
                            outcome.tier()
                                    .map(tier -> tier.name().toLowerCase(Locale.ROOT))
                                    .orElse(null),
                            outcome.prompt().evidence().toArray(UUID[]::new),
                            outcome.prompt().late().toArray(String[]::new),
                            outcome.answer().usage().inputTokens(),
                            outcome.answer().usage().outputTokens(),
                            clock.instant(),
                            turn.id().value())
                    .run(connection);
            sessions.touch(connection, turn.session());
            closeInbox(connection, queued, "answered");
            return text;
        });
        commits.announce();
        return committed;
    }

    /**
     * Commits one sentence instead of an answer; the person's message stays.
     *
     * @return false when the turn has its end already: its commit was done although nobody heard of it
     */
    boolean fail(QueuedTurn queued, OpenTurn turn, String sentence) {
        boolean failed = db.as(queued.place().viewer(queued.person()), connection -> {
            if (!stillRunning(connection, queued)) {
                return false;
            }
            MessageRef reply =
                    say(connection, queued, turn, sentence, new Provenance(Provenance.Kind.SYSTEM, "failed turn"));
            Sql.of(
                            "update turns set state = 'failed', reply_id = ?, ended_at = ? where id = ?",
                            reply.value(),
                            clock.instant(),
                            turn.id().value())
                    .run(connection);
            closeInbox(connection, queued, "failed");
            sessions.touch(connection, turn.session());
            return true;
        });
        commits.announce();
        return failed;
    }

    /** Ends the turn without words; what was shown half stays with whoever saw it. */
    void stop(QueuedTurn queued, OpenTurn turn) {
        db.as(queued.place().viewer(queued.person()), connection -> {
            boolean held = Sql.of(
                            "select 1 from conversations where id = ? and lease_token = ? for update",
                            queued.place().id().value(),
                            turn.token())
                    .first(connection, row -> 1)
                    .isPresent();
            if (!held) {
                throw new LaneTaken();
            }
            Sql.of(
                            "update turns set state = 'stopped', ended_at = ? where id = ?",
                            clock.instant(),
                            turn.id().value())
                    .run(connection);
            Sql.of("delete from outbox where inbox_id = ? and state = 'open'", queued.inbox())
                    .run(connection);
            return closeInbox(connection, queued, "stopped");
        });
    }

    private long lease(Connection connection, QueuedTurn queued, Duration lease) throws SQLException {
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
                .first(connection, row -> row.getLong("lease_token"))
                .orElseThrow(LaneTaken::new);
    }

    private Optional<OpenTurn> begin(Connection connection, QueuedTurn queued, int attempts, long token)
            throws SQLException {
        ZoneId zone = people.zone(connection, queued.person());
        TurnId fresh = new TurnId(ids.next());
        Optional<OpenTurn> turn = Sql.of(
                        "select m.id, m.session_id, m.seq, m.speaker, m.body, m.said_at, m.sensitivity, i.tier,"
                                + " coalesce((select t.id from turns t where t.inbox_id = i.id), ?) as turn_id"
                                + " from inbox i join messages m on m.id = i.message_id where i.id = ?",
                        fresh.value(),
                        queued.inbox())
                .first(
                        connection,
                        row -> new OpenTurn(
                                new TurnId(Sql.uuid(row, "turn_id")),
                                attempts,
                                token,
                                new SessionId(Sql.uuid(row, "session_id")),
                                new MessageRef(Sql.uuid(row, "id")),
                                row.getLong("seq"),
                                row.getString("speaker"),
                                row.getString("body"),
                                Sql.instant(row, "said_at"),
                                Sensitivity.valueOf(row.getString("sensitivity").toUpperCase(Locale.ROOT)),
                                zone,
                                Optional.ofNullable(row.getString("tier"))
                                        .map(tier -> Tier.valueOf(tier.toUpperCase(Locale.ROOT)))));
        if (turn.isPresent()) {
            insert(connection, queued, turn.get());
        }
        return turn;
    }

    private void insert(Connection connection, QueuedTurn queued, OpenTurn turn) throws SQLException {
        String owner = queued.place().ownerKey(queued.person());
        String audience = queued.place().audienceKey(queued.person());
        String provenance =
                new Provenance(Provenance.Kind.MESSAGE, turn.message().value().toString()).label();
        Instant now = clock.instant();
        Sql.of(
                        "insert into turns (id, inbox_id, conversation_id, session_id, message_id, state, lease_token, model,"
                                + " started_at, owner_key, audience_key, provenance, sensitivity)"
                                + " values (?, ?, ?, ?, ?, 'running', ?, '', ?, ?, ?, ?, ?)"
                                + " on conflict (inbox_id) do update set state = 'running', lease_token = excluded.lease_token",
                        turn.id().value(),
                        queued.inbox(),
                        queued.place().id().value(),
                        turn.session().value(),
                        turn.message().value(),
                        turn.token(),
                        now,
                        owner,
                        audience,
                        provenance,
                        turn.sensitivity())
                .run(connection);
        Sql.of(
                        "insert into outbox (id, inbox_id, part, state, nonce, owner_key, audience_key, provenance,"
                                + " sensitivity, created_at) values (?, ?, 1, 'open', ?, ?, ?, ?, ?, ?)"
                                + " on conflict (inbox_id, part) do nothing",
                        ids.next(),
                        queued.inbox(),
                        OutboxRows.nonce(queued.inbox(), 1),
                        owner,
                        audience,
                        provenance,
                        turn.sensitivity(),
                        now)
                .run(connection);
    }

    private MessageRef say(Connection connection, QueuedTurn queued, OpenTurn turn, String text, Provenance provenance)
            throws SQLException {
        long seq = Sql.of(
                        "update conversations set last_seq = last_seq + 1, changes = changes + 1"
                                + " where id = ? and lease_token = ? returning last_seq",
                        queued.place().id().value(),
                        turn.token())
                .first(connection, row -> row.getLong("last_seq"))
                .orElseThrow(LaneTaken::new);
        MessageRef reply = new MessageRef(ids.next());
        new NewMessage(
                        reply,
                        queued.place(),
                        turn.session(),
                        seq,
                        Optional.empty(),
                        queued.person(),
                        CLARA,
                        text,
                        clock.instant(),
                        turn.zone(),
                        Optional.of(turn.message()),
                        provenance,
                        SensitivityRules.raise(turn.sensitivity(), text))
                .insert(connection);
        Sql.of(
                        "update outbox set state = 'ready', message_id = ? where inbox_id = ? and part = 1",
                        reply.value(),
                        queued.inbox())
                .run(connection);
        return reply;
    }

    private static boolean stillRunning(Connection connection, QueuedTurn queued) throws SQLException {
        return Sql.of("select 1 from inbox where id = ? and state = 'running' for update", queued.inbox())
                .first(connection, row -> 1)
                .isPresent();
    }

    /** An answer may not outlive what it was made of. */
    private static void checkNothingForgotten(Connection connection, OpenTurn turn, List<UUID> evidence)
            throws SQLException {
        boolean forgotten = Sql.of(
                        "select 1 from messages where (id = any (?) or id = ?) and erased_at is not null limit 1",
                        evidence.toArray(UUID[]::new),
                        turn.message().value())
                .first(connection, row -> 1)
                .isPresent();
        if (forgotten) {
            throw new ModelException(
                    ModelException.Kind.CANCELLED, "What I was about to say was just forgotten; please ask again.");
        }
    }

    private static int closeInbox(Connection connection, QueuedTurn queued, String state) throws SQLException {
        return Sql.of("update inbox set state = ? where id = ?", state, queued.inbox())
                .run(connection);
    }
}
