package ai.clara.engine.turn;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** How messages ended, for whoever hands one in again. */
@Singleton
public final class Closings {
    /** The line of every message that found its lane full. */
    public static final String NOT_TAKEN_IN =
            "I still have too many messages of this conversation to answer, so I did not take that"
                    + " one in; please send it again later.";

    private final Db db;

    Closings(Db db) {
        this.db = db;
    }

    /** The closing event of a message that has its end; empty while it has none. */
    public Optional<ReplyEvent> of(QueuedTurn queued) {
        return db.as(
                queued.place().viewer(queued.person()),
                connection -> Sql.of(
                                "select i.state, m.body, m.erased_at is not null as erased from inbox i"
                                        + " left join turns t on t.inbox_id = i.id left join messages m on m.id = t.reply_id"
                                        + " where i.id = ? and i.state not in ('accepted', 'running')",
                                queued.inbox())
                        .first(connection, Closings::closing));
    }

    private static ReplyEvent closing(ResultSet row) throws SQLException {
        String body = Optional.ofNullable(row.getString("body")).orElse("");
        if (row.getBoolean("erased")) {
            return new ReplyEvent.Failed("That answer was forgotten.");
        }
        return switch (row.getString("state")) {
            case "answered" -> new ReplyEvent.Done(body);
            case "stopped" -> new ReplyEvent.Stopped();
            case "refused" -> new ReplyEvent.Failed(NOT_TAKEN_IN);
            default -> new ReplyEvent.Failed(body.isEmpty() ? "That message could not be answered." : body);
        };
    }
}
