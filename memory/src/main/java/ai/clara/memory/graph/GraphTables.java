package ai.clara.memory.graph;

import ai.clara.memory.follow.VectorShelf;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.transcript.TranscriptEntry;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The graph in PostgreSQL, beside the transcript, so that words and what they told go in one transaction. */
@Singleton
@Requires(condition = Beside.class)
final class GraphTables implements GraphStore {
    private static final String IN_SCOPE =
            "((audience_key = any (?) or author_id = ?) and project = any (coalesce(?::text[], array[project])))";
    private static final String NEAR = """
            with hit as (
                select message_id, from_node, predicate, to_node, valid_from, valid_to from graph_relations
                where %1$s and (from_node = any (?) or to_node = any (?))
                    and (cardinality(?::text[]) = 0 or predicate = any (?))
                order by valid_from desc, message_id limit ?)
            select * from hit
            union
            select message_id, from_node, predicate, to_node, valid_from, valid_to from graph_relations
            where %1$s and (from_node, predicate) in (select from_node, predicate from hit where predicate = any (?))
            """.formatted(IN_SCOPE);
    private static final String LATEST =
            "select message_id, from_node, predicate, to_node, valid_from, valid_to from graph_relations where "
                    + IN_SCOPE + " order by valid_from desc, message_id limit ?";
    private static final String MENTIONS = "select message_id, max(said_at) as said_at from graph_mentions where "
            + IN_SCOPE + " and node = any (?) group by message_id order by said_at desc, message_id limit ?";
    private static final String COUNTS = """
            with mentioned as (select message_id from graph_mentions where message_id = any (?)),
                related as (select message_id from graph_relations where message_id = any (?))
            select (select count(*) from (select message_id from mentioned union select message_id from related) told),
                (select count(*) from mentioned), (select count(*) from related)
            """;
    private static final String LABELS =
            "m.project, m.author_id, m.owner_key, m.audience_key, m.provenance, m.sensitivity"
                    + " from messages m join graph_readings r on r.message_id = m.id where m.id = ? and m.author_id is not null";

    /** One that was erased or changed meanwhile tells nothing. */
    private static final String READING =
            "insert into graph_readings select id from messages where id = ? and body = ? and erased_at is null";

    /** The labels are those of the message. */
    private static final String MENTION =
            "insert into graph_mentions (message_id, node, kind, shown, said_at, project, author_id, owner_key, audience_key,"
                    + " provenance, sensitivity) select m.id, ?, ?, ?, m.said_at, " + LABELS;

    private static final String RELATION =
            "insert into graph_relations (message_id, from_node, predicate, to_node, valid_from, valid_to, project, author_id,"
                    + " owner_key, audience_key, provenance, sensitivity)"
                    + " select m.id, ?, ?, ?, m.said_at, case when ? then m.said_at end, " + LABELS;

    private final Db db;

    GraphTables(Db db) {
        this.db = db;
    }

    @Override
    public String where() {
        return "tables beside the messages";
    }

    @Override
    public Map<ConversationId, Cursor> cursors() {
        return db.system("read the graph's cursors", connection -> {
            try (var query = connection.prepareStatement(
                    "select conversation_id, seq, changes from graph_cursors where rules = ?")) {
                query.setInt(1, RULES);
                var cursors = new HashMap<ConversationId, Cursor>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        cursors.put(
                                new ConversationId(rows.getObject(1, UUID.class)),
                                new Cursor(rows.getLong(2), rows.getLong(3)));
                    }
                }
                return cursors;
            }
        });
    }

    @Override
    public void keep(Portion portion) {
        Optional<TranscriptEntry> first = portion.gists().stream()
                .map(Gist::entry)
                .filter(entry -> entry.author().isPresent())
                .findFirst();
        Db.Work<Boolean> work = connection -> {
            keep(connection, portion);
            return Boolean.TRUE;
        };
        var unused = first.isEmpty()
                ? db.system("move the graph's cursor", work)
                : db.as(deriver(first.get().audienceKey(), first.get().author().get()), work);
    }

    private static Viewer deriver(String audienceKey, PersonId actor) {
        return VectorShelf.deriver(audienceKey, actor);
    }

    private static void keep(Connection connection, Portion portion) throws SQLException {
        // Every writer of messages locks this row first: no words change while what they tell is written.
        run(
                connection,
                "select 1 from conversations where id = ? for share",
                portion.conversation().value());
        run(connection, "delete from graph_readings where message_id = any (?)", (Object)
                portion.gists().stream().map(gist -> gist.entry().ref().value()).toArray(UUID[]::new));
        batch(
                connection,
                READING,
                portion,
                gist -> gist.tells()
                        ? List.<Object[]>of(new Object[] {id(gist), gist.entry().text()})
                        : List.of());
        batch(
                connection,
                MENTION,
                portion,
                gist -> gist.mentions().stream()
                        .map(one -> new Object[] {
                            one.node().key(), one.kind().name().toLowerCase(Locale.ROOT), one.shown(), id(gist)
                        })
                        .toList());
        batch(
                connection,
                RELATION,
                portion,
                gist -> gist.ties().stream()
                        .map(one -> new Object[] {
                            one.from().key(), one.predicate(), one.to().key(), one.ended(), id(gist)
                        })
                        .toList());
        run(
                connection,
                "insert into graph_cursors (conversation_id, seq, changes, rules)"
                        + " select id, ?, ?, ? from conversations where id = ?"
                        + " on conflict (conversation_id) do update set seq = excluded.seq, changes = excluded.changes,"
                        + " rules = excluded.rules",
                portion.reaches().seq(),
                portion.reaches().changes(),
                RULES,
                portion.conversation().value());
    }

    private static UUID id(Gist gist) {
        return gist.entry().ref().value();
    }

    private interface Rows {
        List<Object[]> of(Gist gist);
    }

    private static void batch(Connection connection, String sql, Portion portion, Rows rows) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (Gist gist : portion.gists()) {
                for (Object[] row : rows.of(gist)) {
                    for (int i = 0; i < row.length; i++) {
                        statement.setObject(i + 1, row[i]);
                    }
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    @Override
    public List<Relation> near(Scope scope, Set<Node> nodes, Set<String> predicates, int most) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        String[] keys = keys(nodes);
        String[] only = predicates.toArray(String[]::new);
        List<Told> told = rows(
                scope.viewer(),
                NEAR,
                GraphTables::told,
                readable(scope),
                own(scope),
                projects(scope),
                keys,
                keys,
                only,
                only,
                most,
                readable(scope),
                own(scope),
                projects(scope),
                Relation.EXCLUSIVE.toArray(String[]::new));
        return Relation.of(told);
    }

    @Override
    public List<Relation> latest(Scope scope, int most) {
        return Relation.of(
                rows(scope.viewer(), LATEST, GraphTables::told, readable(scope), own(scope), projects(scope), most));
    }

    @Override
    public List<MessageRef> mentions(Scope scope, Set<Node> nodes, int most) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        return rows(
                scope.viewer(),
                MENTIONS,
                row -> new MessageRef(row.getObject(1, UUID.class)),
                readable(scope),
                own(scope),
                projects(scope),
                keys(nodes),
                most);
    }

    /** No row outlives its message. */
    @Override
    public void retain(ConversationId conversation, long after, long upTo, Collection<MessageRef> messages) {}

    @Override
    public Counts counts(Viewer viewer, Collection<MessageRef> messages) {
        UUID[] ids = messages.stream().map(MessageRef::value).toArray(UUID[]::new);
        return rows(viewer, COUNTS, row -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3)), ids, ids)
                .getFirst();
    }

    /** What PostgreSQL committed is there. */
    @Override
    public long drift() {
        return 0;
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                new Tie(
                        new Node(row.getString("from_node")),
                        row.getString("predicate"),
                        new Node(row.getString("to_node")),
                        row.getObject("valid_to") != null),
                new MessageRef(row.getObject("message_id", UUID.class)),
                row.getObject("valid_from", OffsetDateTime.class).toInstant());
    }

    private static String[] readable(Scope scope) {
        return scope.viewer().readKeys().toArray(String[]::new);
    }

    private static @Nullable UUID own(Scope scope) {
        return scope.viewer().ownWordsOf().map(PersonId::value).orElse(null);
    }

    private static String @Nullable [] projects(Scope scope) {
        return scope.within()
                .map(project -> new String[] {Project.DEFAULT.name(), project.name()})
                .orElse(null);
    }

    private static String[] keys(Collection<Node> nodes) {
        return nodes.stream().map(Node::key).toArray(String[]::new);
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(Viewer viewer, String sql, Row<T> reader, @Nullable Object... values) {
        return db.as(viewer, connection -> {
            try (var query = bound(connection, sql, values);
                    var rows = query.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(reader.of(rows));
                }
                return found;
            }
        });
    }

    private static void run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (var statement = bound(connection, sql, values)) {
            statement.execute();
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            switch (value) {
                case UUID[] ids -> statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
                case String[] names -> statement.setArray(i + 1, connection.createArrayOf("text", names));
                case null, default -> statement.setObject(i + 1, value);
            }
        }
        return statement;
    }
}
