package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Passage;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One step of writing, within one transaction. */
final class Writing {
    private static final String LABELS = "owner_key, audience_key, provenance, sensitivity";

    private final Connection connection;
    private final SparseTerms terms;
    private final Map<String, Embedder> embedders;

    /** @param embedders by name, all those of the passages */
    Writing(Connection connection, SparseTerms terms, Map<String, Embedder> embedders) {
        this.connection = connection;
        this.terms = terms;
        this.embedders = embedders;
    }

    /** In place of what was held of these messages. */
    void write(List<Passage> passages, Collection<MessageRef> gone) throws SQLException {
        var replaced = new ArrayList<UUID>();
        gone.forEach(message -> replaced.add(message.value()));
        passages.forEach(passage -> replaced.add(id(passage)));
        Set<Integer> voices = takeOut(replaced);
        file(passages);
        keep(passages);
        vectors(passages);
        TermList.forget(connection, voices);
    }

    /** Gives the voices of what was taken out. */
    private Set<Integer> takeOut(List<UUID> messages) throws SQLException {
        var voices = new HashSet<Integer>();
        try (var delete = connection.prepareStatement("delete from filed where message_id = any (?) returning voice")) {
            delete.setArray(1, Realm.array(connection, messages));
            try (var rows = delete.executeQuery()) {
                while (rows.next()) {
                    voices.add(rows.getInt(1));
                }
            }
        }
        return voices;
    }

    private static UUID id(Passage passage) {
        return passage.marks().message().value();
    }

    private void file(List<Passage> passages) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into filed (message_id, conversation_id, seq, voice) values (?, ?, ?, voice_of(?, ?, ?))")) {
            for (Passage passage : passages) {
                insert.setObject(1, id(passage));
                insert.setObject(2, passage.conversation().value());
                insert.setLong(3, passage.marks().seq());
                insert.setObject(4, passage.marks().author().value());
                insert.setString(5, passage.audienceKey());
                insert.setString(6, passage.project().name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void keep(List<Passage> passages) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into passages (message_id, author_id, speaker, project, marks, words, around, " + LABELS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Passage passage : passages) {
                insert.setObject(1, id(passage));
                insert.setObject(2, passage.marks().author().value());
                insert.setString(3, passage.speaker());
                insert.setString(4, passage.project().name());
                insert.setBytes(5, passage.marks().bytes());
                insert.setObject(6, terms.ofText(passage.text()));
                insert.setObject(7, terms.around(passage.text(), passage.before()));
                label(insert, 8, passage);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        TermList.add(connection, passages.stream().map(Writing::id).toList());
    }

    private void vectors(List<Passage> passages) throws SQLException {
        try (var done = connection.prepareStatement("insert into embedded (message_id, embedder) values (?, ?)");
                var insert = connection.prepareStatement(
                        "insert into vectors (message_id, embedder, vector, author_id, project, " + LABELS
                                + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Passage passage : passages) {
                for (var each : passage.vectors().entrySet()) {
                    short embedder =
                            Objects.requireNonNull(embedders.get(each.getKey())).id();
                    done.setObject(1, id(passage));
                    done.setShort(2, embedder);
                    done.addBatch();
                    Optional<float[]> vector = each.getValue();
                    if (vector.isPresent()) {
                        insert.setObject(1, id(passage));
                        insert.setShort(2, embedder);
                        insert.setObject(3, new PGvector(vector.get()));
                        insert.setObject(4, passage.marks().author().value());
                        insert.setString(5, passage.project().name());
                        label(insert, 6, passage);
                        insert.addBatch();
                    }
                }
            }
            done.executeBatch();
            insert.executeBatch();
        }
        Sketches.add(connection, passages.stream().map(Writing::id).toList());
    }

    private static void label(PreparedStatement insert, int from, Passage passage) throws SQLException {
        insert.setString(from, "person:" + passage.marks().author().value());
        insert.setString(from + 1, passage.audienceKey());
        insert.setString(from + 2, "message:" + id(passage));
        insert.setString(from + 3, passage.sensitivity().name().toLowerCase(Locale.ROOT));
    }

    void reach(Map<ConversationId, Cursor> reached) throws SQLException {
        try (var upsert = connection.prepareStatement("""
                insert into cursors (conversation_id, seq, changes) values (?, ?, ?)
                on conflict (conversation_id) do update set seq = excluded.seq, changes = excluded.changes""")) {
            for (var each : reached.entrySet()) {
                upsert.setObject(1, each.getKey().value());
                upsert.setLong(2, each.getValue().seq());
                upsert.setLong(3, each.getValue().changes());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
