package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Passage;
import ai.clara.memory.store.Wanted;
import ai.clara.spi.store.VectorDb;
import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedders whose vectors are kept, and the graphs of these. */
final class Embedders {
    private static final Logger LOG = LoggerFactory.getLogger(Embedders.class);

    private static final int GRAPH_MEGABYTES_MAX = 2_000;
    /** Of one vector, beside two bytes a dimension. */
    private static final int LINKS_BYTES = 1_200;
    /** No row of any table is shorter. */
    private static final int ROW_BYTES_MIN = 28;

    private static final String WRITTEN =
            "select name, id, dimensions, centre, exists (select from pg_indexes where schemaname = current_schema()"
                    + " and indexname = 'vectors_near_' || id) from embedders join centred on embedder = id";

    private final VectorDb db;
    private final Bounds bounds;
    private final Map<String, Embedder> known = new ConcurrentHashMap<>();

    Embedders(VectorDb db, Bounds bounds) {
        this.db = db;
        this.bounds = bounds;
    }

    /** As they are written down. */
    void load(Connection connection) throws SQLException {
        known.clear();
        try (var query = connection.prepareStatement(WRITTEN)) {
            read(query);
        }
    }

    private void read(PreparedStatement query) throws SQLException {
        PGvector.registerTypes(query.getConnection());
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                var centre = Optional.ofNullable((PGvector) rows.getObject(4));
                known.put(
                        rows.getString(1), new Embedder(rows.getShort(2), rows.getInt(3), centre, rows.getBoolean(5)));
            }
        }
    }

    /** The one that what is wanted is compared by, when it has vectors of that length. */
    Optional<Embedder> by(Wanted wanted) {
        int length = wanted.vector().map(values -> values.length).orElse(-1);
        return Optional.ofNullable(known.get(wanted.embedder())).filter(one -> one.dimensions() == length);
    }

    /** Whose vectors are kept under a name. */
    Optional<Embedder> named(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /** Writes down those of another store under the same numbers, since a search may meet both stores. */
    void copy(Embedders others) {
        db.system("write down embedders", connection -> {
            try (var insert = connection.prepareStatement("""
                            insert into embedders (id, name, dimensions) overriding system value values (?, ?, ?)
                            on conflict do nothing""");
                    var count = connection.prepareStatement(
                            "select nextval(pg_get_serial_sequence('embedders', 'id')) from generate_series(1, ?)")) {
                int last = 0;
                for (var each : others.known.entrySet()) {
                    insert.setShort(1, each.getValue().id());
                    insert.setString(2, each.getKey());
                    insert.setInt(3, each.getValue().dimensions());
                    insert.addBatch();
                    last = Math.max(last, each.getValue().id());
                }
                insert.executeBatch();
                count.setInt(1, last);
                return count.execute();
            }
        });
        others.known.forEach((name, embedder) -> known.put(name, embedder.withGraph(false)));
    }

    /** All by name, those of these passages among them: new ones are written down first. */
    Map<String, Embedder> of(List<Passage> passages) {
        var widths = new HashMap<String, Integer>();
        for (Passage passage : passages) {
            passage.vectors()
                    .forEach((name, vector) -> widths.merge(
                            name, vector.map(values -> values.length).orElse(0), Math::max));
        }
        widths.entrySet().stream()
                .filter(each -> !known.containsKey(each.getKey())
                        || known.get(each.getKey()).dimensions() == 0 && each.getValue() > 0)
                .forEach(each -> write(each.getKey(), each.getValue()));
        return Map.copyOf(known);
    }

    private void write(String name, int dimensions) {
        db.system("write down an embedder", connection -> {
            try (var upsert = connection.prepareStatement("""
                            insert into embedders (name, dimensions) values (?, ?) on conflict (name) do update
                            set dimensions = greatest(embedders.dimensions, excluded.dimensions)""");
                    var query = connection.prepareStatement(WRITTEN + " where name = ?")) {
                upsert.setString(1, name);
                upsert.setInt(2, dimensions);
                upsert.executeUpdate();
                query.setString(1, name);
                read(query);
                return true;
            }
        });
    }

    /** Makes graphs of those that have enough vectors for one, each once. */
    void graph() {
        known.forEach((name, embedder) -> {
            if (embedder.mayHaveGraph() && !embedder.graph() && many(embedder)) {
                LOG.info("A graph of the vectors is made, once; searches go on meanwhile");
                make(embedder);
                known.replace(name, embedder.withGraph(true));
            }
        });
    }

    private boolean many(Embedder embedder) {
        return db.system("count vectors", connection -> {
            try (var statement = connection.createStatement();
                    // They are counted only where so many have room.
                    var rows = statement.executeQuery("select case when pg_relation_size('embedded') / " + ROW_BYTES_MIN
                            + " > " + bounds.compared() + " then (select count(*) > " + bounds.compared()
                            + " from (select from embedded where embedder = " + embedder.id() + " limit "
                            + bounds.compared() + " + 1) counted) else false end")) {
                return rows.next() && rows.getBoolean(1);
            }
        });
    }

    private void make(Embedder embedder) {
        db.system("make a graph of vectors", connection -> {
            // It may take minutes.
            connection.setNetworkTimeout(Runnable::run, 0);
            try (var statement = connection.createStatement()) {
                statement.execute("set local statement_timeout = 0");
                // A graph that outgrows its memory while it is made takes many times as long.
                statement.execute("select set_config('maintenance_work_mem', least(" + GRAPH_MEGABYTES_MAX
                        + ", 64 + count(*) * " + (2 * embedder.dimensions() + LINKS_BYTES)
                        + " / 1048576) || 'MB', true) from embedded where embedder = " + embedder.id());
                return statement.execute("select graph_vectors(" + embedder.id() + "::smallint)");
            }
        });
    }
}
