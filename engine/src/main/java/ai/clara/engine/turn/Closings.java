package ai.clara.engine.turn;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.TokenUsage;
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

    /** What is left of the answer to a message that was not to be kept. */
    static final String NOT_KEPT =
            "I answered that message, but neither it nor my answer was to be kept; please ask again as a new message.";

    /** The line of a message that was not to be kept and has no answer. */
    static final String GONE =
            "That message was not to be kept, so its words are gone, and I could not answer it; please ask again.";

    private final Db db;

    Closings(Db db) {
        this.db = db;
    }

    /** The closing event of a message that has its end; empty while it has none. */
    public Optional<ReplyEvent> of(QueuedTurn queued) {
        return db.as(
                queued.place().viewer(queued.person()),
                connection -> Sql.of(
                                "select i.state, i.kept, m.body, m.erased_at is not null as erased,"
                                        + " t.input_tokens, t.output_tokens from inbox i"
                                        + " left join turns t on t.inbox_id = i.id left join messages m on m.id = t.reply_id"
                                        + " where i.id = ? and i.state not in ('accepted', 'running')",
                                queued.inbox())
                        .first(connection, Closings::closing));
    }

    private static ReplyEvent ofUnkept(String state) {
        return switch (state) {
            case "stopped" -> new ReplyEvent.Stopped();
            case "refused" -> new ReplyEvent.Failed(NOT_TAKEN_IN);
            case "answered" -> new ReplyEvent.Failed(NOT_KEPT);
            default -> new ReplyEvent.Failed(GONE);
        };
    }

    private static ReplyEvent closing(ResultSet row) throws SQLException {
        String state = row.getString("state");
        if (!row.getBoolean("kept")) {
            return ofUnkept(state);
        }
        if (row.getBoolean("erased")) {
            return new ReplyEvent.Failed("That answer was forgotten.");
        }
        String body = Optional.ofNullable(row.getString("body")).orElse("");
        return switch (state) {
            case "answered" ->
                new ReplyEvent.Done(body, new TokenUsage(row.getLong("input_tokens"), row.getLong("output_tokens")));
            case "stopped" -> new ReplyEvent.Stopped();
            case "refused" -> new ReplyEvent.Failed(NOT_TAKEN_IN);
            default -> new ReplyEvent.Failed(body.isEmpty() ? "That message could not be answered." : body);
        };
    }
}
