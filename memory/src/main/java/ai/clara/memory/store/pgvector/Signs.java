package ai.clara.memory.store.pgvector;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** One bit a dimension of each vector: of very many, all are compared by these before the best are by the whole vectors. */
final class Signs {
    private Signs() {}

    /** Lists the vectors of messages. */
    static void add(Connection connection, List<UUID> messages) throws SQLException {
        try (var insert = connection.prepareStatement("insert into signs (message_id, embedder, voice, signs)"
                + " select v.message_id, v.embedder, f.voice, binary_quantize(v.vector)"
                + " from vectors v join filed f on f.message_id = v.message_id where v.message_id = any (?)")) {
            insert.setArray(1, Realm.array(connection, messages));
            insert.executeUpdate();
        }
    }

    /** A query for so many within reach whose signs differ least from those of a vector, which is its last question mark. */
    static String nearest(Permitted permitted, Embedder by, int most) {
        // The question's signs are taken once for a statement and not once for a row.
        return "select message_id from signs where embedder = " + by.id() + " and " + permitted.voices()
                + " order by signs <~> (select binary_quantize(?::vector)) limit " + most;
    }
}
