package ai.clara.engine.inbox;

import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.session.SensitivityRules;
import ai.clara.engine.turn.QueuedTurn;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.UUID;

/** What happens to messages after they were said: their authors change them, and they are deleted. */
@Singleton
final class Revisions {
    private static final int BURIED_MAX = 10_000;

    private final Db db;
    private final Clock clock;
    private final LinkedHashSet<String> buried = new LinkedHashSet<>();

    Revisions(Db db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Puts new words in the place of the old ones; false when nothing changed or the message is forgotten. */
    boolean edit(QueuedTurn turn, Words words) {
        return db.as(turn.place().viewer(turn.person()), connection -> {
            // The conversation's row is locked first, as every writer of messages does.
            Sql.of(
                            "update conversations set changes = changes + 1 where id = ?",
                            turn.place().id().value())
                    .run(connection);
            Optional<UUID> changed = Sql.of(
                            "update messages set body = ?, edited_at = ?, sensitivity = ? where erased_at is null and body <> ?"
                                    + " and id = (select message_id from inbox where id = ?) returning id",
                            words.text(),
                            clock.instant(),
                            SensitivityRules.raise(turn.place().sensitivity(), words.text()),
                            words.text(),
                            turn.inbox())
                    .first(connection, row -> Sql.uuid(row, "id"));
            if (changed.isPresent()) {
                forgetDerived(connection, turn, words, changed.get());
            }
            return changed.isPresent();
        });
    }

    private static void forgetDerived(Connection connection, QueuedTurn turn, Words words, UUID message)
            throws SQLException {
        Sql.of("delete from message_vectors where message_id = ?", message).run(connection);
        Sql.of(
                        "update inbox set tier = ?, attempts = 0 where id = ? and state in ('accepted', 'running')",
                        words.tier().orElse(null),
                        turn.inbox())
                .run(connection);
    }

    /** The stored message of an inbox row. */
    Optional<MessageRef> message(QueuedTurn turn) {
        return db.system(
                "find the message of an inbox row",
                connection -> Sql.of(
                                "select message_id from inbox where id = ? and message_id is not null", turn.inbox())
                        .first(connection, row -> new MessageRef(Sql.uuid(row, "message_id"))));
    }

    /** Ends a message that waits for its answer and is in no lane. */
    void cancel(QueuedTurn turn) {
        db.system(
                "cancel a pending answer",
                connection -> Sql.of(
                                "update inbox set state = 'stopped' where id = ? and state in ('accepted', 'running')",
                                turn.inbox())
                        .run(connection));
    }

    /**
     * Remembers the deletion of a message that was not taken in, in this process only: one that comes after a restart is read as it is
     * then, and a message that Clara must not see leaves no row.
     */
    void bury(String platform, String platformId) {
        synchronized (buried) {
            buried.add(platform + "/" + platformId);
            if (buried.size() > BURIED_MAX) {
                buried.removeFirst();
            }
        }
    }

    boolean buried(String platform, String platformId) {
        synchronized (buried) {
            return buried.contains(platform + "/" + platformId);
        }
    }
}
