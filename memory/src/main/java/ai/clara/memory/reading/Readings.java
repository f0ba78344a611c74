package ai.clara.memory.reading;

import ai.clara.memory.follow.VectorShelf;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The list of messages to be read by a model, and what it read in them. What belongs to a message goes in the transaction in which its words go. */
@Singleton
public final class Readings {
    /** Nothing was sent. */
    private static final String NOBODY = "";

    private static final String NOTE = """
            insert into model_readings (message_id, conversation_id, seq)
            select id, conversation_id, seq from messages
            where id = any (?) and author_id is not null and erased_at is null and body <> '' and sensitivity <> 'secret'
            on conflict do nothing""";

    /** Ids are made in the order of time. */
    private static final String NEXT = """
            with newest as (
                select conversation_id from model_readings where model is null and not message_id = any (?)
                order by message_id desc limit 1)
            select message_id, conversation_id, seq from model_readings
            where conversation_id = (select conversation_id from newest) and model is null and not message_id = any (?)
            order by seq desc limit ?""";

    /** One whose words changed meanwhile was not read. */
    private static final String READ = """
            update model_readings r set model = ?, version = ?, tellings = ?
            from messages m where r.message_id = ? and r.model is null and m.id = r.message_id and m.body = ? and m.erased_at is null""";

    private static final String TELLING = """
            insert into model_tellings (message_id, place, quote, from_words, predicate, to_words, ended,
                author_id, owner_key, audience_key, provenance, sensitivity)
            select id, ?, ?, ?, ?, ?, ?, author_id, owner_key, audience_key, ?, sensitivity from messages where id = ?""";

    /** In two ranges, which an index finds. */
    private static final String LACKED = """
            select message_id, conversation_id, seq from model_readings
            where tellings > 0 and (holder < ? or holder > ?) order by conversation_id, seq limit ?""";

    private final Db db;

    Readings(Db db) {
        this.db = db;
    }

    /** Puts messages of one audience on the list that are not there yet, and that somebody wrote who keeps no secret with them. */
    public void note(Collection<TranscriptEntry> messages) {
        Optional<Viewer> deriver = deriver(messages);
        if (deriver.isPresent()) {
            var unused = db.as(
                    deriver.get(),
                    connection -> run(connection, NOTE, (Object)
                            ids(messages.stream().map(TranscriptEntry::ref).toList())));
        }
    }

    /**
     * The newest messages of the conversation in which the newest one that nobody has read was said, newest first.
     *
     * @param except those are passed over
     */
    public List<Place> next(Collection<MessageRef> except, int most) {
        return db.system(
                "messages for a model to read", connection -> places(connection, NEXT, ids(except), ids(except), most));
    }

    /** How many messages wait to be read. */
    public long waiting() {
        return db.system("count messages for a model to read", connection -> {
            try (var query = connection.prepareStatement("select count(*) from model_readings where model is null");
                    var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** Takes messages off the list that the transcript does not show. */
    public void drop(Collection<MessageRef> messages) {
        var unused = db.system(
                "messages that are gone",
                connection -> run(
                        connection, "delete from model_readings where message_id = any (?)", (Object) ids(messages)));
    }

    /** Keeps what was told by messages of one audience; of one whose words changed meanwhile nothing, and it is read again. */
    public void keep(List<TranscriptEntry> messages, Heard heard) {
        Optional<Viewer> deriver = deriver(messages);
        if (deriver.isEmpty()) {
            return;
        }
        var unused = db.as(deriver.get(), connection -> {
            // Every writer of messages locks this row first: no words change while what they tell is written.
            run(
                    connection,
                    "select 1 from conversations where id = ? for share",
                    messages.getFirst().conversation().value());
            for (TranscriptEntry message : messages) {
                keep(connection, message, heard.of(message.ref()), heard.model());
            }
            return true;
        });
    }

    private static void keep(Connection connection, TranscriptEntry message, List<Claim> claims, String model)
            throws SQLException {
        UUID id = message.ref().value();
        int read = run(connection, READ, model, Reader.VERSION, claims.size(), id, message.text());
        for (int i = 0; i < claims.size() && read > 0; i++) {
            Claim claim = claims.get(i);
            run(
                    connection,
                    TELLING,
                    i,
                    claim.quote(),
                    claim.from(),
                    claim.predicate(),
                    claim.to(),
                    claim.ended(),
                    "model:" + model,
                    id);
        }
    }

    /** Notes that there is nothing in messages of one audience for which anybody would have to be asked. */
    public void pass(List<TranscriptEntry> messages) {
        keep(messages, new Heard(Map.of(), NOBODY));
    }

    /** What was read in these messages, as far as the viewer may know them. */
    public Map<MessageRef, List<Claim>> claims(Viewer viewer, Collection<MessageRef> messages) {
        return db.as(viewer, connection -> {
            try (var query = bound(
                            connection,
                            "select message_id, quote, from_words, predicate, to_words, ended from model_tellings"
                                    + " where message_id = any (?) order by message_id, place",
                            (Object) ids(messages));
                    var rows = query.executeQuery()) {
                var claims = new HashMap<MessageRef, List<Claim>>();
                while (rows.next()) {
                    claims.computeIfAbsent(new MessageRef(rows.getObject(1, UUID.class)), _ -> new ArrayList<>())
                            .add(claim(rows));
                }
                return claims;
            }
        });
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getBoolean(6));
    }

    /** Messages of which this graph was not given what a model read in them, in the order of their conversations. */
    public List<Place> lackedBy(String graph, int most) {
        return db.system("what a graph lacks", connection -> places(connection, LACKED, graph, graph, most));
    }

    /** Notes that this graph holds what these messages tell. */
    public void heldBy(String graph, Collection<MessageRef> messages) {
        var unused = db.system(
                "what a graph holds",
                connection -> run(
                        connection,
                        "update model_readings set holder = ? where message_id = any (?)",
                        graph,
                        ids(messages)));
    }

    private static Optional<Viewer> deriver(Collection<TranscriptEntry> messages) {
        return messages.stream()
                .filter(entry -> entry.author().isPresent())
                .findFirst()
                .map(entry ->
                        VectorShelf.deriver(entry.audienceKey(), entry.author().orElse(new PersonId(new UUID(0, 0)))));
    }

    private static UUID[] ids(Collection<MessageRef> messages) {
        return messages.stream().map(MessageRef::value).toArray(UUID[]::new);
    }

    private static List<Place> places(Connection connection, String sql, Object... values) throws SQLException {
        try (var query = bound(connection, sql, values);
                var rows = query.executeQuery()) {
            var places = new ArrayList<Place>();
            while (rows.next()) {
                places.add(new Place(
                        new MessageRef(rows.getObject(1, UUID.class)),
                        new ConversationId(rows.getObject(2, UUID.class)),
                        rows.getLong(3)));
            }
            return places;
        }
    }

    private static int run(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = bound(connection, sql, values)) {
            statement.execute();
            return statement.getUpdateCount();
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof UUID[] ids) {
                statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
        return statement;
    }
}
