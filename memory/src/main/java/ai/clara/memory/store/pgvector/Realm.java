package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Measured;
import ai.clara.memory.store.Wanted;
import ai.clara.spi.id.MessageRef;
import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The messages that a condition lets through, with the column in which their words are looked for. Each is measured by words and
 * vector while they are few; of many, words and vector first choose which are measured. The condition is part of every statement.
 */
final class Realm {
    /** So many times as many as are wanted are chosen by their sketches, and then measured. */
    private static final int COMPARED_TIMES = 16;
    /** So many times as many are walked to: a walk misses some of what lies in heaps. */
    private static final int WALKED_TIMES = 4;

    private final Connection connection;
    private final Permitted permitted;
    private final String column;
    private final boolean alone;
    private final Wanted wanted;
    private final Optional<Embedder> embedder;
    private final Bounds bounds;

    /**
     * @param alone whether nothing around its messages may be known
     * @param embedder whose vectors are compared, if any
     */
    Realm(
            Connection connection,
            Permitted permitted,
            boolean alone,
            Wanted wanted,
            Optional<Embedder> embedder,
            Bounds bounds) {
        this.connection = connection;
        this.permitted = permitted;
        this.column = alone ? "words" : "around";
        this.alone = alone;
        this.wanted = wanted;
        this.embedder = embedder.filter(_ -> wanted.vector().isPresent());
        this.bounds = bounds;
    }

    /** A message and its two measures. */
    record Hit(UUID message, double nearness, double words, boolean alone, boolean told) implements Measured {}

    /** Measures all, or at least the {@code each} best by either measure. */
    List<Hit> measure(int each) throws SQLException {
        return measured(moreThan(bounds.oneByOne()) ? Optional.of(chosen(each)) : Optional.empty());
    }

    private boolean moreThan(long many) throws SQLException {
        try (var query = connection.prepareStatement("select count(*) > " + many + " from (select from filed where "
                + permitted.voices() + " limit " + many + " + 1) counted")) {
            permitted.set(query, 1);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private Set<UUID> chosen(int each) throws SQLException {
        var chosen = new HashSet<UUID>();
        wanted.told().keySet().stream().map(MessageRef::value).forEach(chosen::add);
        if (embedder.isPresent()) {
            chosen.addAll(nearest(embedder.get(), each));
        }
        if (!wanted.terms().isEmpty()) {
            chosen.addAll(TermList.best(connection, permitted, column, wanted.terms(), each));
        }
        return chosen;
    }

    private List<UUID> nearest(Embedder by, int each) throws SQLException {
        return by.graph() && moreThan(bounds.compared()) ? walkedTo(by, each) : compared(by, each);
    }

    private List<UUID> compared(Embedder by, int each) throws SQLException {
        String chosen = "message_id = any (array(" + Sketches.nearest(permitted, by, COMPARED_TIMES * each) + "))";
        float[] question = wanted.vector().orElseThrow();
        try (var query = connection.prepareStatement(best(own(by) + " and " + chosen, each))) {
            int next = permitted.set(query, permitted.set(query, 1));
            next = Sketches.set(query, next, question, by);
            query.setObject(next, new PGvector(question));
            return ids(query);
        }
    }

    private List<UUID> walkedTo(Embedder by, int each) throws SQLException {
        String chosen = " order by (" + by.halved("vector") + ") <#> " + by.halved("?::vector") + " limit "
                + WALKED_TIMES * each;
        Walking.begin(connection);
        try (var query = connection.prepareStatement(best(own(by) + chosen, each))) {
            int next = permitted.set(query, 1);
            var vector = new PGvector(wanted.vector().orElseThrow());
            query.setObject(next, vector);
            query.setObject(next + 1, vector);
            return ids(query);
        } finally {
            Walking.end(connection);
        }
    }

    private String own(Embedder by) {
        return "embedder = " + by.id() + " and " + permitted.condition();
    }

    /** The nearest by the whole vectors. What they are chosen from is fenced off, or the planner might walk a graph for that. */
    private static String best(String which, int each) {
        return "with chosen as materialized (select message_id, vector from vectors where " + which
                + ") select message_id from chosen order by vector <#> ? limit " + each;
    }

    static List<UUID> ids(PreparedStatement query) throws SQLException {
        var ids = new ArrayList<UUID>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    private List<Hit> measured(Optional<Set<UUID>> chosen) throws SQLException {
        String near = embedder.isPresent()
                ? "(select -(vector <#> ?) from vectors v where v.message_id = p.message_id and embedder = "
                        + embedder.get().id() + ")"
                : "null::float8";
        String words = wanted.terms().isEmpty() ? "0::float8" : "-(" + column + " <#> ?)";
        String which = chosen.isPresent() ? " and message_id = any (?)" : "";
        try (var query = connection.prepareStatement("select message_id, " + near + ", " + words
                + " from passages p where " + permitted.condition() + which)) {
            int at = 1;
            if (embedder.isPresent()) {
                query.setObject(at++, new PGvector(wanted.vector().orElseThrow()));
            }
            if (!wanted.terms().isEmpty()) {
                query.setObject(at++, SparseTerms.asked(wanted.terms()));
            }
            at = permitted.set(query, at);
            if (chosen.isPresent()) {
                query.setArray(at, array(connection, chosen.get()));
            }
            return hits(query);
        }
    }

    private List<Hit> hits(PreparedStatement query) throws SQLException {
        var hits = new ArrayList<Hit>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                UUID message = rows.getObject(1, UUID.class);
                double nearness = rows.getDouble(2);
                nearness = rows.wasNull() ? Double.NaN : nearness;
                double shared = rows.getDouble(3) / Math.max(1, wanted.terms().size());
                boolean told = wanted.told().containsKey(new MessageRef(message));
                if (shared > 0 || told || !Double.isNaN(nearness)) {
                    hits.add(new Hit(message, nearness, shared, alone, told));
                }
            }
        }
        return hits;
    }

    static java.sql.Array array(Connection connection, Collection<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }
}
