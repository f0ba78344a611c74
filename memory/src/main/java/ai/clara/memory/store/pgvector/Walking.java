package ai.clara.memory.store.pgvector;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How a graph of vectors is walked (pgvector 0.8, "iterative index scans"): on until enough rows within reach are found, not only
 * among the first that it meets. For the statement between begin and end.
 */
final class Walking {
    /** Of all that the walk keeps in view the best are given; more in view find more. It can keep no more than these. */
    private static final int IN_VIEW = 1_000;

    private static final int ROWS_MAX = 200_000;

    private Walking() {}

    static void begin(Connection connection) throws SQLException {
        set(
                connection,
                "set local hnsw.ef_search = " + IN_VIEW,
                "set local hnsw.iterative_scan = relaxed_order",
                "set local hnsw.max_scan_tuples = " + ROWS_MAX,
                // Its planner does not know how many rows are within reach, and would rather compare them all.
                "set local enable_seqscan = off",
                "set local enable_bitmapscan = off",
                "set local enable_sort = off");
    }

    static void end(Connection connection) throws SQLException {
        set(
                connection,
                "set local enable_seqscan = on",
                "set local enable_bitmapscan = on",
                "set local enable_sort = on");
    }

    private static void set(Connection connection, String... settings) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(String.join("; ", settings));
        }
    }
}
