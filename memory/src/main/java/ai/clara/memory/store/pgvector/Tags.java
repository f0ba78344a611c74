package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Spot;
import ai.clara.spi.id.ConversationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Messages by the embedders that are done with them. Ids and numbers only. */
final class Tags {
    private static final String LACKING = " from filed f where not exists (select from embedded e"
            + " where e.message_id = f.message_id and e.embedder = (select id from embedders where name = ?))";

    private Tags() {}

    /** Some of those that need a vector of this embedder and have none. */
    static List<Spot> lacking(Connection connection, String embedder, int most) throws SQLException {
        return spots(
                connection, "select conversation_id, seq" + LACKING + " order by message_id limit " + most, embedder);
    }

    /** How many there are. */
    static long lacking(Connection connection, String embedder) throws SQLException {
        try (var query = connection.prepareStatement("select count(*)" + LACKING)) {
            query.setString(1, embedder);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Some of those that hold something of any other embedder. */
    static List<Spot> beside(Connection connection, String embedder, int most) throws SQLException {
        return spots(
                connection,
                "select conversation_id, seq from filed f where exists (select from embedded e"
                        + " where e.message_id = f.message_id and e.embedder in (select id from embedders where name <> ?))"
                        + " order by message_id limit " + most,
                embedder);
    }

    private static List<Spot> spots(Connection connection, String statement, String embedder) throws SQLException {
        var found = new ArrayList<Spot>();
        try (var query = connection.prepareStatement(statement)) {
            query.setString(1, embedder);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Spot(new ConversationId(rows.getObject(1, UUID.class)), rows.getLong(2)));
                }
            }
        }
        return found;
    }
}
