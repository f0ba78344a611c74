package ai.clara.engine.prompt;

import ai.clara.engine.EngineSettings;
import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.prompt.Quote;
import ai.clara.spi.prompt.Source;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what was said in a session, within the audience of the turn's place; erased messages are gone, and apologies. */
@Singleton
final class History {
    private static final String LAST = """
            select m.id, m.author_id, m.speaker, m.body, m.said_at from (
                select * from messages where session_id = ? and seq > ? and seq <= ? and (seq < ? or author_id is null)
                and audience_key = ? and erased_at is null and provenance not like 'system:%'
                order by seq desc limit ?) m
            left join messages q on q.id = m.reply_to order by coalesce(q.seq, m.seq) desc, m.seq desc limit ?
            """;

    /** The first look goes back so many times the places that are wanted: both its ends let the database see how little that is. */
    private static final int LOOK_BACK = 3;

    private final Db db;
    /** A reply may stand so many places behind the message it answers: what waits in a lane was said in between. */
    private final int apart;

    History(Db db, Settings settings) {
        this.db = db;
        this.apart = settings.number(EngineSettings.LANE_LIMIT);
    }

    /**
     * A session as far as it is past.
     *
     * @param before the seq of the message from which on nothing of it counts, but for late replies to what was said before
     */
    record Past(SessionId session, long before) {}

    /**
     * The last messages of a session, oldest first. A reply stands behind the message it answers: its own seq may be greater than
     * that of a message which waited for it in the lane.
     */
    List<Quote> last(TurnView turn, Past past, int limit) {
        long near = past.before() - (long) LOOK_BACK * (limit + apart);
        return db.as(turn.viewer(), connection -> {
                    List<Quote> last = last(connection, turn, past, near, limit);
                    // Other sessions' messages may lie between.
                    return last.size() < limit && near > 0 ? last(connection, turn, past, 0, limit) : last;
                })
                .reversed();
    }

    private List<Quote> last(Connection connection, TurnView turn, Past past, long after, int limit)
            throws SQLException {
        return Sql.of(
                        LAST,
                        past.session().value(),
                        after,
                        past.before() + apart,
                        past.before(),
                        turn.viewer().writes().key(),
                        limit + apart,
                        limit)
                .all(connection, History::quote);
    }

    /** The session of the same conversation and project before this turn's. */
    Optional<Past> previous(TurnView turn) {
        return db.system(
                "find the previous session",
                connection -> Sql.of(
                                "select p.id, s.first_seq from sessions s join sessions p"
                                        + " on p.conversation_id = s.conversation_id"
                                        + " and p.project = s.project and p.first_seq < s.first_seq"
                                        + " where s.id = ? order by p.first_seq desc limit 1",
                                turn.session().value())
                        .first(
                                connection,
                                row -> new Past(new SessionId(Sql.uuid(row, "id")), row.getLong("first_seq"))));
    }

    private static Quote quote(ResultSet row) throws SQLException {
        return new Quote(new Source.Message(new MessageRef(Sql.uuid(row, "id"))), message(row));
    }

    /** Of columns {@code author_id}, {@code speaker}, {@code body} and {@code said_at}. */
    static ChatMessage message(ResultSet row) throws SQLException {
        String body = row.getString("body");
        return Sql.maybeUuid(row, "author_id").isEmpty()
                ? new ChatMessage.FromClara(Sql.instant(row, "said_at"), body)
                : new ChatMessage.FromPerson(
                        row.getString("speaker"), Sql.instant(row, "said_at"), List.of(new Part.Text(body)));
    }
}
