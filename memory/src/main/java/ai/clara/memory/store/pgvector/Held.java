package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Contents;
import ai.clara.memory.store.Marks;
import ai.clara.spi.id.MessageRef;
import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;

/** Reads what is held of messages. */
final class Held {
    private Held() {}

    static Contents of(Connection connection, Collection<MessageRef> messages, Optional<Embedder> embedder)
            throws SQLException {
        PGvector.registerTypes(connection);
        Contents contents = Contents.NONE;
        try (var query = connection.prepareStatement("select marks, vector from passages p left join vectors v"
                + " on v.message_id = p.message_id and v.embedder = ? where p.message_id = any (?)")) {
            query.setInt(1, embedder.map(Embedder::id).orElse((short) -1));
            query.setArray(
                    2,
                    Realm.array(
                            connection, messages.stream().map(MessageRef::value).toList()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    Marks marks = Marks.parse(rows.getBytes(1));
                    PGvector vector = (PGvector) rows.getObject(2);
                    contents =
                            contents.plus(vector == null ? Contents.of(marks) : Contents.of(marks, vector.toArray()));
                }
            }
        }
        return contents;
    }
}
