package ai.clara.memory.graph;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Direct messages and rooms in PostgreSQL, written and read by the same statements as the program's. */
public final class Ledger implements Transcript {
    private static final String ENTRIES =
            "select m.id as ref, m.conversation_id, m.session_id, c.platform, c.kind, c.place, m.seq,"
                    + " m.audience_key, m.author_id, m.speaker, m.body, m.said_at, m.zone, m.erased_at is not null as erased,"
                    + " m.edited_at is not null as edited"
                    + " from messages m join conversations c on c.id = m.conversation_id ";
    private static final String ERASED = "update messages set body = '', erased_at = now() where id = ?";
    private static final String EDITED = "update messages set body = ?, edited_at = now() where id = ?";
    private static final String CHANGED = "update conversations set changes = changes + 1"
            + " where id = (select conversation_id from messages where id = ?)";

    private final Supplier<Db> db;
    private final Map<UUID, Audience> places = new ConcurrentHashMap<>();
    private final Set<UUID> people = ConcurrentHashMap.newKeySet();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Ledger(Supplier<Db> db) {
        this.db = db;
    }

    /** Said at a time in somebody's direct messages or in a room. */
    public MessageRef tell(Audience where, PersonId author, String speaker, ZonedDateTime at, String text) {
        meet(author);
        UUID place = open(where);
        var ref = new MessageRef(UUID.randomUUID());
        db.get().as(viewer(where, author), connection -> {
            long seq = rows(
                            connection,
                            "update conversations set last_seq = last_seq + 1, changes = changes + 1 where id = ?"
                                    + " returning last_seq",
                            row -> row.getLong(1),
                            place)
                    .getFirst();
            return run(
                    connection,
                    "insert into messages (id, conversation_id, session_id, seq, author_id, on_behalf_of, speaker, body, said_at,"
                            + " zone, owner_key, audience_key, provenance, sensitivity)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'UTC', 'o', ?, 'message:x', 'personal')",
                    ref.value(),
                    place,
                    place,
                    seq,
                    author.value(),
                    author.value(),
                    speaker,
                    text,
                    at.toOffsetDateTime(),
                    where.key());
        });
        listeners.forEach(Runnable::run);
        return ref;
    }

    private void meet(PersonId person) {
        if (people.add(person.value())) {
            String labels = "'o', 'person:" + person.value() + "', 'message:x', 'personal'";
            system("insert into people values ('%s', null, %s, now())".formatted(person.value(), labels));
        }
    }

    private UUID open(Audience where) {
        UUID id = UUID.nameUUIDFromBytes(where.key().getBytes(StandardCharsets.UTF_8));
        if (places.putIfAbsent(id, where) == null) {
            String labels = "'o', '" + where.key() + "', 'message:x', 'personal'";
            String kind = where instanceof Audience.OnePerson ? "direct" : "room";
            system(
                    ("insert into conversations (id, platform, kind, place, audience_place, owner_key, audience_key, provenance,"
                                    + " sensitivity, created_at) values ('%s', 'test', '%s', '%s', '%s', %s, now())")
                            .formatted(id, kind, id, id, labels));
            system(
                    ("insert into sessions (id, conversation_id, project, first_seq, opened_at, last_at, owner_key, audience_key,"
                                    + " provenance, sensitivity) values ('%s', '%s', 'p', 1, now(), now(), %s)")
                            .formatted(id, id, labels));
        }
        return id;
    }

    private static Viewer viewer(Audience where, PersonId actor) {
        return new Viewer(actor, where, Set.of(where), Optional.empty());
    }

    private void system(String statement) {
        var unused = db.get().system("prepare", connection -> run(connection, statement));
    }

    /** Its author changes a message, from their direct messages. */
    void edit(PersonId author, MessageRef message, String text) {
        change(author, message, EDITED, text, message.value());
    }

    @Override
    public List<MessageRef> erase(Viewer viewer, MessageRef message) {
        change(viewer.actor(), message, ERASED, message.value());
        return List.of(message);
    }

    private void change(PersonId author, MessageRef message, String sql, Object... values) {
        var unused = db.get().as(Viewer.direct(author), connection -> {
            run(connection, CHANGED, message.value());
            return run(connection, sql, values);
        });
        listeners.forEach(Runnable::run);
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
        Audience where = java.util.Objects.requireNonNull(places.get(conversation.value()));
        return db.get()
                .as(
                        viewer(where, new PersonId(new UUID(0, 0))),
                        connection -> rows(
                                connection,
                                ENTRIES + "where m.conversation_id = ? and m.seq > ? order by m.seq limit ?",
                                Ledger::entry,
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
                                Ledger::entry,
                                ids,
                                viewer.readKeys().toArray(String[]::new),
                                viewer.ownWordsOf().map(PersonId::value).orElse(null),
                                newest));
    }

    @Override
    public void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Connection connection, String sql, Row<T> reader, @Nullable Object... values)
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

    private static int run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (var statement = bound(connection, sql, values)) {
            return statement.executeUpdate();
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
                new ConversationKey(
                        row.getString("platform"),
                        row.getString("kind").equals("room") ? ConversationKey.Kind.ROOM : ConversationKey.Kind.DIRECT,
                        row.getString("place")),
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
