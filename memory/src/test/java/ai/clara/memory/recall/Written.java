package ai.clara.memory.recall;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Direct messages in PostgreSQL, one conversation per person, read by the same statements as the program's transcript. */
final class Written implements Transcript {
    private static final String ENTRIES =
            "select m.id as ref, m.conversation_id, m.session_id, c.platform, c.kind, c.place, m.seq,"
                    + " m.audience_key, m.author_id, m.speaker, m.body, m.said_at, m.zone, m.sensitivity, m.erased_at is not null as erased,"
                    + " m.edited_at is not null as edited"
                    + " from messages m join conversations c on c.id = m.conversation_id ";
    private final Supplier<Db> db;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Written(Supplier<Db> db) {
        this.db = db;
    }

    void meet(PersonId person) {
        String labels = "'o', 'person:" + person.value() + "', 'message:x', 'personal'";
        UUID id = person.value();
        db.get().system("meet", connection -> {
            for (String statement : List.of(
                    "insert into people values ('%s', null, %s, now())".formatted(id, labels),
                    ("insert into conversations (id, platform, kind, place, audience_place, owner_key, audience_key, provenance,"
                                    + " sensitivity, created_at) values ('%s', 'test', 'direct', '%s', '%s', %s, now())")
                            .formatted(id, id, id, labels),
                    ("insert into sessions (id, conversation_id, project, first_seq, opened_at, last_at, owner_key, audience_key,"
                                    + " provenance, sensitivity) values ('%s', '%s', 'p', 1, now(), now(), %s)")
                            .formatted(id, id, labels))) {
                try (var run = connection.prepareStatement(statement)) {
                    run.executeUpdate();
                }
            }
            return Boolean.TRUE;
        });
    }

    MessageRef say(PersonId person, @Nullable PersonId author, String text) {
        var ref = new MessageRef(UUID.randomUUID());
        UUID id = person.value();
        db.get().as(Viewer.direct(person), connection -> {
            long seq = rows(
                            connection,
                            "update conversations set last_seq = last_seq + 1, changes = changes + 1 where id = ?"
                                    + " returning last_seq",
                            row -> row.getLong(1),
                            id)
                    .getFirst();
            try (var insert = bound(
                    connection,
                    "insert into messages (id, conversation_id, session_id, seq, author_id, on_behalf_of, speaker, body, said_at,"
                            + " zone, owner_key, audience_key, provenance, sensitivity)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'UTC', 'o', ?, 'message:x', 'personal')",
                    ref.value(),
                    id,
                    id,
                    seq,
                    author == null ? null : author.value(),
                    id,
                    author == null ? "Clara" : "Alex",
                    text,
                    OffsetDateTime.now(ZoneOffset.UTC),
                    "person:" + id)) {
                insert.executeUpdate();
            }
            return Boolean.TRUE;
        });
        listeners.forEach(listener -> Thread.ofVirtual().start(listener));
        return ref;
    }

    /** Its author changes a message: the same statements as the program's. */
    void edit(PersonId person, String from, String to) {
        String vectors = "delete from message_vectors where message_id in (select id from messages where body = ?)";
        String words = "update messages set body = ?, edited_at = now() where body = ?";
        db.get().as(Viewer.direct(person), connection -> {
            try (var delete = bound(connection, vectors, from);
                    var update = bound(connection, words, to, from);
                    var count = bound(
                            connection,
                            "update conversations set changes = changes + 1 where id = ?",
                            person.value())) {
                delete.executeUpdate();
                update.executeUpdate();
                return count.executeUpdate();
            }
        });
    }

    @Override
    public List<Head> heads() {
        return db.get()
                .system(
                        "heads",
                        connection -> rows(
                                connection,
                                "select id, last_seq, changes from conversations order by id",
                                row -> new Head(
                                        new ConversationId(row.getObject(1, UUID.class)),
                                        row.getLong(2),
                                        row.getLong(3))));
    }

    @Override
    public List<TranscriptEntry> after(ConversationId conversation, long after, int limit) {
        String key = db.get()
                .<String>system(
                        "place",
                        connection -> rows(
                                        connection,
                                        "select audience_key from conversations where id = ?",
                                        row -> row.getString(1),
                                        conversation.value())
                                .getFirst());
        return db.get()
                .as(
                        Viewer.direct(new PersonId(UUID.fromString(key.substring("person:".length())))),
                        connection -> rows(
                                connection,
                                ENTRIES + "where m.conversation_id = ? and m.seq > ? order by m.seq limit ?",
                                Written::entry,
                                conversation.value(),
                                after,
                                limit));
    }

    @Override
    public List<TranscriptEntry> visible(
            Viewer viewer, Collection<MessageRef> refs, int newest, Optional<Project> within) {
        UUID[] ids = refs.stream().map(MessageRef::value).toArray(UUID[]::new);
        return db.get()
                .as(
                        viewer,
                        connection -> rows(
                                connection,
                                ENTRIES
                                        + "where m.id = any (?) or m.id in (select id from messages"
                                        + " where (audience_key = any (?) or author_id = ?) and author_id is not null"
                                        + " and erased_at is null order by said_at desc, seq desc limit ?)"
                                        + " order by m.said_at desc, m.seq desc",
                                Written::entry,
                                ids,
                                viewer.readKeys().toArray(String[]::new),
                                viewer.actor().value(),
                                newest));
    }

    @Override
    public List<MessageRef> erase(Viewer viewer, MessageRef message) {
        return List.of();
    }

    @Override
    public void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Connection connection, String sql, Row<T> reader, Object... values)
            throws SQLException {
        try (var query = bound(connection, sql, values);
                var rows = query.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reader.of(rows));
            }
            return found;
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof UUID[] ids) {
                statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
            } else if (value instanceof String[] names) {
                statement.setArray(i + 1, connection.createArrayOf("text", names));
            } else {
                statement.setObject(i + 1, value);
            }
        }
        return statement;
    }

    private static TranscriptEntry entry(ResultSet row) throws SQLException {
        return new TranscriptEntry(
                new MessageRef(row.getObject("ref", UUID.class)),
                new ConversationId(row.getObject("conversation_id", UUID.class)),
                new SessionId(row.getObject("session_id", UUID.class)),
                Project.DEFAULT,
                new ConversationKey(row.getString("platform"), ConversationKey.Kind.DIRECT, row.getString("place")),
                row.getLong("seq"),
                row.getString("audience_key"),
                Optional.ofNullable(row.getObject("author_id", UUID.class)).map(PersonId::new),
                row.getString("speaker"),
                row.getString("body"),
                row.getObject("said_at", OffsetDateTime.class).toInstant(),
                ZoneId.of(row.getString("zone")),
                Sensitivity.PERSONAL,
                row.getBoolean("erased"),
                row.getBoolean("edited"));
    }
}
