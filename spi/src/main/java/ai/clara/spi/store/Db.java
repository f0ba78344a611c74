package ai.clara.spi.store;

import ai.clara.spi.privacy.Viewer;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The only way to a connection. Each call is one transaction, committed when the work returns and rolled back when it throws.
 * Calls must not be nested, and no connection is to be held while waiting for anything else.
 */
public interface Db {
    /** Work on a connection that is valid only while it runs. */
    @FunctionalInterface
    interface Work<T extends @org.jspecify.annotations.Nullable Object> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Runs work that sees only rows the viewer may read, and writes only rows of the viewer's own audience and authorship: row-level
     * security checks it.
     *
     * @throws StoreException when the database fails or is not there
     */
    <T extends @org.jspecify.annotations.Nullable Object> T as(Viewer viewer, Work<T> work);

    /**
     * Runs work on tables that hold ids and no content; of tables with content it sees nothing.
     *
     * @param purpose a few words for the log and for slow-query lines
     */
    <T extends @org.jspecify.annotations.Nullable Object> T system(String purpose, Work<T> work);
}
