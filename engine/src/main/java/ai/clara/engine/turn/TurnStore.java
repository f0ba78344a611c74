package ai.clara.engine.turn;

import ai.clara.engine.identity.People;
import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.prompt.Assembled;
import ai.clara.engine.prompt.PromptShelf;
import ai.clara.engine.session.Commits;
import ai.clara.engine.session.NewMessage;
import ai.clara.engine.session.SensitivityRules;
import ai.clara.engine.session.Sessions;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.privacy.Provenance;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Ends the rows of a turn, together with its reply. */
@Singleton
public final class TurnStore {
    private static final String CLARA = "Clara";

    /** All that ends with an answer; the conversation's row is locked, so the order does not matter. */
    private static final String ANSWERED =
            "with o as (update outbox set state = 'ready', message_id = ? where inbox_id = ? and part = 1),"
                    + " t as (update turns set state = 'answered', reply_id = ?, model = ?, tier = ?, evidence = ?,"
                    + " late_sections = ?, input_tokens = ?, output_tokens = ?, ended_at = ? where id = ?),"
                    + " s as (update sessions set last_at = greatest(last_at, ?) where id = ?)"
                    + " update inbox set state = 'answered' where id = ?";

    private final Db db;
    private final Clock clock;
    private final Ids ids;
    private final People people;
    private final Sessions sessions;
    private final Commits commits;
    private final PromptShelf prompts;

    TurnStore(Db db, Clock clock, Ids ids, People people, Sessions sessions, Commits commits, PromptShelf prompts) {
        this.db = db;
        this.clock = clock;
        this.ids = ids;
        this.people = people;
        this.sessions = sessions;
        this.commits = commits;
        this.prompts = prompts;
    }

    /**
     * Commits Clara's words, the turn, its outbox and its inbox row, all or nothing.
     *
     * @param introduction what is added to the first answer this person gets
     * @return the text as committed
     */
    String answer(QueuedTurn queued, OpenTurn turn, Outcome outcome, Optional<String> introduction) {
        Optional<String> packed = packed(turn, outcome.prompt());
        String committed = db.as(queued.place().viewer(queued.person()), connection -> {
            checkNothingForgotten(connection, turn, outcome.prompt().evidence());
            boolean first = turn.kept() && introduction.isPresent() && people.introduced(connection, queued.person());
            String text = outcome.answer().text() + (first ? "\n\n" + introduction.get() : "");
            String model = outcome.answer().model();
            MessageRef reply = say(connection, queued, turn, text, new Provenance(Provenance.Kind.MODEL, model));
            Instant now = clock.instant();
            Sql.of(
                            ANSWERED,
                            reply.value(),
                            queued.inbox(),
                            reply.value(),
                            model,
                            outcome.tier().orElse(null),
                            outcome.prompt().evidence().toArray(UUID[]::new),
                            outcome.prompt().late().toArray(String[]::new),
                            outcome.answer().usage().inputTokens(),
                            outcome.answer().usage().outputTokens(),
                            now,
                            turn.id().value(),
                            now,
                            turn.session().value(),
                            queued.inbox())
                    .run(connection);
            keep(connection, turn, packed);
            return text;
        });
        commits.announce();
        return committed;
    }

    /**
     * Commits one sentence instead of an answer; the person's message stays.
     *
     * @param prompt what stood before a model nevertheless
     * @return false when the turn has its end already: its commit was done although nobody heard of it
     */
    boolean fail(QueuedTurn queued, OpenTurn turn, Assembled prompt, String sentence) {
        Optional<String> packed = packed(turn, prompt);
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
            keep(connection, turn, packed);
            Sql.of(
                            "update outbox set state = 'ready', message_id = ? where inbox_id = ? and part = 1",
                            reply.value(),
                            queued.inbox())
                    .run(connection);
            closeInbox(connection, queued, "failed");
            sessions.touch(connection, turn.session());
            return true;
        });
        commits.announce();
        return failed;
    }

    /** Ends the turn without words; what was shown half stays with whoever saw it. */
    void stop(QueuedTurn queued, OpenTurn turn, Assembled prompt) {
        Optional<String> packed = packed(turn, prompt);
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
            keep(connection, turn, packed);
            Sql.of("delete from outbox where inbox_id = ? and state = 'open'", queued.inbox())
                    .run(connection);
            return closeInbox(connection, queued, "stopped");
        });
    }

    private Optional<String> packed(OpenTurn turn, Assembled prompt) {
        return turn.kept() ? prompts.pack(prompt) : Optional.empty();
    }

    private static void keep(Connection connection, OpenTurn turn, Optional<String> packed) throws SQLException {
        if (packed.isPresent()) {
            PromptShelf.put(connection, turn.id(), packed.get());
        }
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
                        turn.kept() ? SensitivityRules.raise(turn.sensitivity(), text) : turn.sensitivity(),
                        turn.kept())
                .insert(connection);
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
                        turn.kept() ? turn.message().value() : null)
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
