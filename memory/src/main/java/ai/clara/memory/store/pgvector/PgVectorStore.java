package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Kept;
import ai.clara.memory.store.Passage;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.Spot;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.Words;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.VectorDb;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables in the PostgreSQL with pgvector that settings name. What is written is durable at once, with its cursors, so a commit has
 * only to say who answers. Row-level security stands behind the reach of each statement.
 */
@Singleton
@Requires(condition = Configured.class)
final class PgVectorStore implements VectorStore {
    private static final Logger LOG = LoggerFactory.getLogger(PgVectorStore.class);
    /** Raise it whenever analysis, weights or marks change: then all is written anew. */
    private static final int LAYOUT = 1;

    private final VectorDb db;
    private final SparseTerms terms;
    private final long oneByOneMax;
    private final Map<String, Embedder> embedders = new ConcurrentHashMap<>();
    private final Set<Short> graphs = ConcurrentHashMap.newKeySet();
    private final AtomicLong version = new AtomicLong();
    private volatile boolean open;
    private volatile Optional<String> answers = Optional.empty();

    @Inject
    PgVectorStore(VectorDb db, Words words) {
        this(db, words, Realm.ONE_BY_ONE_MAX);
    }

    /** @param oneByOneMax up to how many permitted messages each is measured; without a bound the search is exact */
    PgVectorStore(VectorDb db, Words words, long oneByOneMax) {
        this.db = db;
        this.terms = new SparseTerms(words);
        this.oneByOneMax = oneByOneMax;
    }

    @Override
    public String where() {
        return "pgvector";
    }

    @Override
    public String remedy() {
        return "See the finding on vectors. What is said meanwhile is kept, and written there as soon as it is back.";
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public Kept open() {
        Kept kept = db.system("begin with what memory searches", connection -> {
            begun(connection);
            embedders.clear();
            embedders.putAll(embedders(connection));
            return kept(connection);
        });
        answers = kept.embedder();
        version.incrementAndGet();
        open = true;
        return kept;
    }

    /** One of another layout begins empty. */
    private static void begun(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select layout from standing for update")) {
            boolean there = rows.next();
            if (there && rows.getInt(1) == LAYOUT) {
                return;
            }
            LOG.info("What memory searches is written anew from the transcript");
            statement.execute("delete from filed; delete from cursors");
            statement.execute("insert into standing (layout) values (" + LAYOUT
                    + ") on conflict (only_one) do update set layout = excluded.layout");
        }
    }

    private static Map<String, Embedder> embedders(Connection connection) throws SQLException {
        var found = new HashMap<String, Embedder>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select name, id, dimensions from embedders")) {
            while (rows.next()) {
                found.put(rows.getString(1), new Embedder(rows.getShort(2), rows.getInt(3)));
            }
        }
        return found;
    }

    private static Kept kept(Connection connection) throws SQLException {
        var cursors = new HashMap<ConversationId, Cursor>();
        try (var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("select conversation_id, seq, changes from cursors")) {
                while (rows.next()) {
                    cursors.put(
                            new ConversationId(rows.getObject(1, UUID.class)),
                            new Cursor(rows.getLong(2), rows.getLong(3)));
                }
            }
            try (var rows = statement.executeQuery("select answers from standing")) {
                rows.next();
                return new Kept(cursors, Optional.of(rows.getString(1)).filter(name -> !name.isEmpty()));
            }
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void write(List<Passage> passages, List<MessageRef> gone, Map<ConversationId, Cursor> reached) {
        Map<String, Embedder> known = known(passages);
        VectorDb.Work<Boolean> work = connection -> {
            var writing = new Writing(connection, terms, known);
            writing.write(passages, gone);
            writing.reach(reached);
            Fault.point("memory.written");
            return true;
        };
        if (passages.isEmpty()) {
            db.system("write what memory searches", work);
        } else {
            db.as(deriver(passages), work);
        }
        version.incrementAndGet();
    }

    /** Whoever derives for these audiences reads and writes them and nothing else. */
    private static Viewer deriver(List<Passage> passages) {
        Set<Audience> audiences = passages.stream()
                .map(Passage::audienceKey)
                .distinct()
                .map(Audience::parse)
                .collect(Collectors.toUnmodifiableSet());
        Passage first = passages.getFirst();
        return new Viewer(first.marks().author(), Audience.parse(first.audienceKey()), audiences, Optional.empty());
    }

    /** The embedders of these passages, new ones written down first. */
    private Map<String, Embedder> known(List<Passage> passages) {
        var widths = new HashMap<String, Integer>();
        for (Passage passage : passages) {
            passage.vectors()
                    .forEach((name, vector) -> widths.merge(
                            name, vector.map(values -> values.length).orElse(0), Math::max));
        }
        widths.entrySet().stream()
                .filter(each -> !embedders.containsKey(each.getKey())
                        || embedders.get(each.getKey()).dimensions() == 0 && each.getValue() > 0)
                .forEach(each -> embedders.put(each.getKey(), written(each.getKey(), each.getValue())));
        return Map.copyOf(embedders);
    }

    private Embedder written(String name, int dimensions) {
        return db.system("write down an embedder", connection -> {
            try (var upsert = connection.prepareStatement("""
                    insert into embedders (name, dimensions) values (?, ?)
                    on conflict (name) do update set dimensions = greatest(embedders.dimensions, excluded.dimensions)
                    returning id, dimensions""")) {
                upsert.setString(1, name);
                upsert.setInt(2, dimensions);
                try (var rows = upsert.executeQuery()) {
                    rows.next();
                    return new Embedder(rows.getShort(1), rows.getInt(2));
                }
            }
        });
    }

    @Override
    public void commit(Kept kept) {
        if (kept.embedder().equals(answers)) {
            return;
        }
        db.system("say who answers", connection -> {
            try (var update = connection.prepareStatement("update standing set answers = ?")) {
                update.setString(1, kept.embedder().orElse(""));
                return update.executeUpdate();
            }
        });
        answers = kept.embedder();
    }

    /** Rows that were deleted are dropped from their pages by PostgreSQL's own vacuum. */
    @Override
    public void purge(Kept kept) {
        commit(kept);
    }

    @Override
    public void settled() {
        for (Embedder embedder : embedders.values()) {
            int width = embedder.dimensions();
            if (width > 0
                    && width <= Embedder.GRAPH_DIMENSIONS_MAX
                    && !graphs.contains(embedder.id())
                    && many(embedder)) {
                LOG.info("A graph of the vectors is made, once; searches go on meanwhile");
                db.system("make a graph of vectors", connection -> {
                    // It may take minutes.
                    connection.setNetworkTimeout(Runnable::run, 0);
                    try (var statement = connection.createStatement()) {
                        statement.execute("set local statement_timeout = 0");
                        statement.execute("set local maintenance_work_mem = '512MB'");
                        return statement.execute("select graph_vectors(" + embedder.id() + "::smallint)");
                    }
                });
                graphs.add(embedder.id());
            }
        }
    }

    private boolean many(Embedder embedder) {
        return db.system("count vectors", connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) > " + Realm.COMPARED_MAX
                            + " from (select from embedded where embedder = " + embedder.id() + " limit "
                            + (Realm.COMPARED_MAX + 1) + ") counted")) {
                return rows.next() && rows.getBoolean(1);
            }
        });
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public Pool find(Viewer viewer, Reach reach, Wanted wanted, Depth depth, First first) {
        Optional<Embedder> embedder = Optional.ofNullable(embedders.get(wanted.embedder()))
                .filter(known -> known.dimensions()
                        == wanted.vector().map(values -> values.length).orElse(-1));
        return db.as(
                viewer, connection -> new Search(connection, reach, wanted, embedder, oneByOneMax).find(depth, first));
    }

    @Override
    public Map<PersonId, Set<String>> speakers(Viewer viewer, Reach reach) {
        return db.as(viewer, connection -> {
            var names = new HashMap<PersonId, Set<String>>();
            for (String key : reach.audiences()) {
                speakers(connection, key, names);
            }
            if (reach.own().isPresent()) {
                ownNames(connection, reach, reach.own().get(), names);
            }
            return names;
        });
    }

    /** From each name to the next one in the order of the index, however many messages stand at one. */
    private static void speakers(Connection connection, String key, Map<PersonId, Set<String>> names)
            throws SQLException {
        try (var query = connection.prepareStatement("""
                with recursive one as (
                    (select author_id, speaker from passages where audience_key = ? order by author_id, speaker limit 1)
                    union all
                    select next.author_id, next.speaker from one cross join lateral (
                        select author_id, speaker from passages
                        where audience_key = ? and (author_id, speaker) > (one.author_id, one.speaker)
                        order by author_id, speaker limit 1) next)
                select author_id, speaker from one""")) {
            query.setString(1, key);
            query.setString(2, key);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    names.computeIfAbsent(new PersonId(rows.getObject(1, UUID.class)), _ -> new HashSet<>())
                            .add(rows.getString(2));
                }
            }
        }
    }

    private static void ownNames(Connection connection, Reach reach, PersonId person, Map<PersonId, Set<String>> names)
            throws SQLException {
        Permitted own = Permitted.ownElsewhere(reach).orElseThrow();
        try (var query =
                connection.prepareStatement("select distinct speaker from passages where " + own.condition())) {
            own.set(query, 1);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    names.computeIfAbsent(person, _ -> new HashSet<>()).add(rows.getString(1));
                }
            }
        }
    }

    @Override
    public long version() {
        return version.get();
    }

    private static final String LACKING = " from filed f where not exists (select from embedded e"
            + " where e.message_id = f.message_id and e.embedder = (select id from embedders where name = ?))";

    @Override
    public List<Spot> lacking(String embedder, int most) {
        return spots("select conversation_id, seq" + LACKING + " order by message_id limit " + most, embedder);
    }

    @Override
    public long lacking(String embedder) {
        return db.system("count messages without a vector", connection -> {
            try (var query = connection.prepareStatement("select count(*)" + LACKING)) {
                query.setString(1, embedder);
                try (var rows = query.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    @Override
    public List<Spot> beside(String embedder, int most) {
        return spots(
                "select conversation_id, seq from filed f where exists (select from embedded e"
                        + " where e.message_id = f.message_id and e.embedder in (select id from embedders where name <> ?))"
                        + " order by message_id limit " + most,
                embedder);
    }

    private List<Spot> spots(String statement, String embedder) {
        return db.system("look for messages by embedder", connection -> {
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
        });
    }
}
