package ai.clara.memory.follow;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Vectors kept in SQL, as float32 big endian, so that a new index never embeds again. */
@Singleton
public final class VectorShelf {
    private final Db db;

    VectorShelf(Db db) {
        this.db = db;
    }

    /** The kept vectors of these messages that the viewer may know. */
    public Map<MessageRef, float[]> load(Viewer viewer, String embedder, Collection<MessageRef> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        return db.as(viewer, connection -> {
            try (var query = connection.prepareStatement(
                    "select message_id, vector from message_vectors where embedder = ? and message_id = any (?)")) {
                query.setString(1, embedder);
                query.setArray(2, ids(connection, messages));
                var found = new HashMap<MessageRef, float[]>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        found.put(new MessageRef(rows.getObject(1, UUID.class)), floats(rows.getBytes(2)));
                    }
                }
                return found;
            }
        });
    }

    /** Of those of these messages that have no vector by this embedder, how many have one by each other. */
    Map<String, Integer> instead(Viewer viewer, String embedder, Collection<MessageRef> messages) {
        return db.as(viewer, connection -> {
            try (var query = connection.prepareStatement("""
                    select embedder, count(*) from message_vectors other
                    where message_id = any (?) and not exists (select from message_vectors own
                        where own.message_id = other.message_id and own.embedder = ?)
                    group by embedder""")) {
                query.setArray(1, ids(connection, messages));
                query.setString(2, embedder);
                var found = new HashMap<String, Integer>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        found.put(rows.getString(1), rows.getInt(2));
                    }
                }
                return found;
            }
        });
    }

    /** Keeps vectors of texts; the labels are those of the message. One that was erased or changed meanwhile keeps none. */
    void keep(Viewer viewer, String embedder, Map<TranscriptEntry, float[]> vectors) {
        if (vectors.isEmpty()) {
            return;
        }
        db.as(viewer, connection -> {
            try (var insert = connection.prepareStatement("""
                    insert into message_vectors
                        (message_id, embedder, vector, author_id, owner_key, audience_key, provenance, sensitivity)
                    select id, ?, ?, author_id, owner_key, audience_key, provenance, sensitivity
                    from messages where id = ? and body = ? and erased_at is null
                    on conflict do nothing""")) {
                for (var entry : vectors.entrySet()) {
                    insert.setString(1, embedder);
                    insert.setBytes(2, bytes(entry.getValue()));
                    insert.setObject(3, entry.getKey().ref().value());
                    insert.setString(4, entry.getKey().text());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return Boolean.TRUE;
        });
    }

    /** Throws vectors away. */
    public void drop(Viewer viewer, Collection<MessageRef> messages) {
        if (messages.isEmpty()) {
            return;
        }
        db.as(viewer, connection -> {
            try (var delete = connection.prepareStatement("delete from message_vectors where message_id = any (?)")) {
                delete.setArray(1, ids(connection, messages));
                return delete.executeUpdate();
            }
        });
    }

    /** Whoever derives for an audience reads and writes that audience and nothing else. */
    public static Viewer deriver(String audienceKey, PersonId actor) {
        Audience audience = Audience.parse(audienceKey);
        return new Viewer(actor, audience, Set.of(audience), Optional.empty());
    }

    private static java.sql.Array ids(Connection connection, Collection<MessageRef> messages) throws SQLException {
        return connection.createArrayOf(
                "uuid", messages.stream().map(MessageRef::value).toArray());
    }

    static byte[] bytes(float[] vector) {
        var buffer = ByteBuffer.allocate(vector.length * Float.BYTES);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    static float[] floats(byte[] bytes) {
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }
}
