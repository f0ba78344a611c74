package ai.clara.engine.turn;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.transcript.Transcript;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Carries out "forget that" before any model is asked: the deed must not depend on what a model makes of it. "That" is what the
 * last answer quoted of the person's own words, else the last thing the person said here.
 */
@Singleton
final class Forgetting {
    /** The name under which such a turn is stored, in the place of a model's. */
    static final String MODEL = "none: forgetting";

    private static final Pattern ASKED = Pattern.compile(
            "\\W*(?:(?:clara|please|can you|could you)\\W+)*(?:forget|delete|erase)\\s+"
                    + "(?:that|this|what i (?:just )?(?:said|told you))(?:\\W+(?:please|again|clara))*\\W*",
            Pattern.CASE_INSENSITIVE);

    /** @param done whether an earlier try of the same request has already erased it */
    private record Last(UUID turn, MessageRef message, boolean done) {}

    private final Db db;
    private final Transcript transcript;

    Forgetting(Db db, Transcript transcript) {
        this.db = db;
        this.transcript = transcript;
    }

    /** The reply when the turn asked to forget, empty when it did not. Repeatable: a second run forgets nothing more. */
    Optional<String> tryOn(QueuedTurn queued, OpenTurn turn, String text) {
        if (!ASKED.matcher(text).matches()) {
            return Optional.empty();
        }
        Viewer viewer = queued.place().viewer(queued.person());
        Optional<Last> last = db.as(viewer, connection -> last(connection, queued, turn));
        if (last.isEmpty()) {
            return Optional.of("There is nothing here yet that I could forget.");
        }
        if (!last.get().done()) {
            List<MessageRef> quoted = db.as(viewer, connection -> quoted(connection, queued, last.get()));
            for (MessageRef message : quoted.isEmpty() ? List.of(last.get().message()) : quoted) {
                transcript.erase(viewer, message);
            }
        }
        return Optional.of("Forgotten, together with my answers that used it.");
    }

    private static Optional<Last> last(Connection connection, QueuedTurn queued, OpenTurn turn) throws SQLException {
        return Sql.of(
                        "select t.id, m.id as message, m.erased_at is not null or r.erased_at is not null as done"
                                + " from turns t join messages m on m.id = t.message_id"
                                + " left join messages r on r.id = t.reply_id"
                                + " where t.conversation_id = ? and m.author_id = ? and m.seq < ? and t.model <> ?"
                                + " order by m.seq desc limit 1",
                        queued.place().id().value(),
                        queued.person().value(),
                        turn.seq(),
                        MODEL)
                .first(
                        connection,
                        row -> new Last(
                                Sql.uuid(row, "id"), new MessageRef(Sql.uuid(row, "message")), row.getBoolean("done")));
    }

    /** The person's own words that the last answer repeated. */
    private static List<MessageRef> quoted(Connection connection, QueuedTurn queued, Last last) throws SQLException {
        return Sql.of(
                        "select e.id from turns t join messages r on r.id = t.reply_id"
                                + " join messages e on e.id = any (t.evidence)"
                                + " where t.id = ? and e.author_id = ? and e.body <> ''"
                                + " and position(lower(e.body) in lower(r.body)) > 0",
                        last.turn(),
                        queued.person().value())
                .all(connection, row -> new MessageRef(Sql.uuid(row, "id")));
    }
}
