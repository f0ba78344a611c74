package ai.clara.engine.prompt;

import ai.clara.engine.EngineSettings;
import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what was said in a session, within the audience of the turn's place; erased messages are gone, and apologies. */
@Singleton
final class History {
    private static final String LAST = """
            select m.author_id, m.speaker, m.body, m.said_at from (
                select * from messages where session_id = ? and (seq < ? or author_id is null) and audience_key = ?
                and erased_at is null and provenance not like 'system:%'
                order by seq desc limit ?) m
            left join messages q on q.id = m.reply_to order by coalesce(q.seq, m.seq) desc, m.seq desc limit ?
            """;

    private final Db db;
    /** A reply may stand so many places behind the message it answers: what waits in a lane was said in between. */
    private final int apart;

    History(Db db, Settings settings) {
        this.db = db;
        this.apart = settings.number(EngineSettings.LANE_LIMIT);
    }

    /**
     * The last messages of a session before the turn's message, oldest first. A reply stands behind the message it answers: its
     * own seq may be greater than that of a message which waited for it in the lane.
     */
    List<ChatMessage> last(TurnView turn, SessionId session, int limit) {
        return db.as(
                        turn.viewer(),
                        connection -> Sql.of(
                                        LAST,
                                        session.value(),
                                        turn.seq(),
                                        turn.viewer().writes().key(),
                                        limit + apart,
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
