package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;

/**
 * pgvector in one database: made when it can be, and new enough. What an administrator has to do is said as the statement to run.
 *
 * @param version as PostgreSQL gives it, for example {@code 0.8.0}
 * @param schema quoted, where its types lie
 */
record VectorExtension(String version, String schema) {

    // Older ones lose rows when a filter stands beside the search: they have no iterative scans.
    private static final int[] OLDEST_SUPPORTED = {0, 8};

    private static final String FIND = "select extversion, quote_ident(nspname) from pg_extension"
            + " join pg_namespace on pg_namespace.oid = extnamespace where extname = 'vector'";

    /** @throws StoreException when it is missing and cannot be made, or too old */
    static VectorExtension prepare(Connection owner) throws SQLException {
        Optional<VectorExtension> there = find(owner);
        VectorExtension extension = there.isPresent() ? there.get() : make(owner);
        if (tooOld(extension.version())) {
            String available = available(owner).orElse("");
            throw new StoreException("pgvector in the database " + name(owner) + " is " + extension.version()
                    + ", and Clara needs 0.8 or newer; "
                    + (available.isEmpty() || tooOld(available)
                            ? "install a newer package of it on that server and then run there as a superuser:"
                            : "run there as a superuser:")
                    + " alter extension vector update;");
        }
        return extension;
    }

    static Optional<VectorExtension> find(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(FIND)) {
            return rows.next()
                    ? Optional.of(new VectorExtension(rows.getString(1), rows.getString(2)))
                    : Optional.empty();
        }
    }

    private static VectorExtension make(Connection owner) throws SQLException {
        Optional<String> available = available(owner);
        if (available.isEmpty() || tooOld(available.get())) {
            throw new StoreException(
                    "The PostgreSQL of the database " + name(owner)
                            + " has no pgvector of version 0.8 or newer; install its package on that server (such as"
                            + " postgresql-17-pgvector) and then run in that database as a superuser: create extension vector;");
        }
        try (Statement statement = owner.createStatement()) {
            // Not into our own schema: others may use it too, and a reset must not take it away.
            statement.execute("create extension if not exists vector with schema public");
        } catch (SQLException e) {
            if (Rights.refused(e)) {
                throw new StoreException(
                        "This login may not add pgvector to the database " + name(owner)
                                + "; run there as a superuser: create extension vector;",
                        e);
            }
            throw e;
        }
        return find(owner).orElseThrow(() -> new SQLException("the extension is not there", "58P01"));
    }

    private static Optional<String> available(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select default_version from pg_available_extensions where name = 'vector'")) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    static boolean tooOld(String version) {
        int[] parts = Arrays.stream(version.split("[^0-9]+"))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        return Arrays.compare(parts, OLDEST_SUPPORTED) < 0;
    }

    private static String name(Connection owner) throws SQLException {
        return owner.getCatalog();
    }
}
