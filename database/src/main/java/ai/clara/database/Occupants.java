package ai.clara.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Other Claras on a database. Each keeps a connection open while it runs, wherever it runs. */
final class Occupants {

    // Connections of a process that has just ended need a moment to be gone.
    private static final Duration LEAVING_BOUND = Duration.ofSeconds(2);
    // Whoever waits for the lock that we hold has begun nothing yet.
    private static final String ASK = "select exists (select from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"
            + " and (application_name = current_setting('application_name') or usename = '" + SecondWall.ROLE + "')"
            + " and not coalesce(wait_event = 'advisory', false))";

    private Occupants() {}

    /** Whether somebody is there and stays. */
    static boolean stay(Connection connection) throws SQLException {
        var failure = new AtomicReference<@Nullable SQLException>();
        boolean gone = Patience.until(LEAVING_BOUND, () -> {
            try {
                return !any(connection);
            } catch (SQLException e) {
                failure.set(e);
                return true;
            }
        });
        SQLException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return !gone;
    }

    private static boolean any(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ASK)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
