package ai.clara.engine.prompt;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what was said in a session, within the audience of the turn's place; erased messages are gone, and apologies. */
@Singleton
final class History {
    private final Db db;

    History(Db db) {
        this.db = db;
    }

    /**
     * The last messages of a session before the turn's message, oldest first. A reply stands behind the message it answers: its
     * own seq may be greater than that of a message which waited for it in the lane.
     */
    List<ChatMessage> last(TurnView turn, SessionId session, int limit) {
        return db.as(
                        turn.viewer(),
                        connection -> Sql.of(
                                        "select m.author_id, m.speaker, m.body, m.said_at from messages m"
                                                + " left join messages q on q.id = m.reply_to"
                                                + " where m.session_id = ? and m.conversation_id = ?"
                                                + " and (m.seq < ? or m.author_id is null) and m.audience_key = ?"
                                                + " and m.erased_at is null and m.provenance not like 'system:%'"
                                                + " order by coalesce(q.seq, m.seq) desc, m.seq desc limit ?",
                                        session.value(),
                                        turn.conversation().value(),
                                        turn.seq(),
                                        turn.viewer().writes().key(),
                                        limit)
                                .all(connection, History::message))
                .reversed();
    }

    /** The session of the same conversation and project before this turn's. */
    Optional<SessionId> previous(TurnView turn) {
        return db.system(
                "find the previous session",
                connection -> Sql.of(
                                "select p.id from sessions s join sessions p on p.conversation_id = s.conversation_id"
                                        + " and p.project = s.project and p.first_seq < s.first_seq"
                                        + " where s.id = ? order by p.first_seq desc limit 1",
                                turn.session().value())
                        .first(connection, row -> new SessionId(Sql.uuid(row, "id"))));
    }

    private static ChatMessage message(ResultSet row) throws SQLException {
        String body = row.getString("body");
        return Sql.maybeUuid(row, "author_id").isEmpty()
                ? new ChatMessage.FromClara(Sql.instant(row, "said_at"), body)
                : new ChatMessage.FromPerson(
                        row.getString("speaker"), Sql.instant(row, "said_at"), List.of(new Part.Text(body)));
    }
}
