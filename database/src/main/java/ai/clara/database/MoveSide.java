package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * One of the two databases of a move: a connection of the owner, in a transaction, on which every server writes a row as the same text.
 * What fails is said of the database it belongs to.
 */
final class MoveSide implements AutoCloseable {

    private final Database database;
    private final Connection connection;
    private final boolean seesAll;

    /** Makes one value of a row. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private MoveSide(Database database, Connection connection) throws SQLException {
        this.database = database;
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            for (String setting : List.of(
                    // A filter that nobody notices would lose rows; so it is an error instead.
                    "row_security = off",
                    "standard_conforming_strings = on",
                    "datestyle = 'ISO, YMD'",
                    "intervalstyle = 'postgres'",
                    "timezone = 'UTC'",
                    "extra_float_digits = 1",
                    "bytea_output = 'hex'",
                    "statement_timeout = 0",
                    "idle_in_transaction_session_timeout = 0",
                    "lock_timeout = '30s'")) {
                statement.execute("set " + setting);
            }
        }
        this.seesAll = !SecondWall.holds(connection);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    static MoveSide open(Database database, DataSource owners) {
        try {
            Connection connection = owners.getConnection();
            try {
                var side = new MoveSide(database, connection);
                connection.setAutoCommit(false);
                return side;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw database.sentence(e);
        }
    }

    /** For looking only: what is done to see every row is never committed. */
    static MoveSide looking(Database database, DataSource owners) {
        MoveSide side = open(database, owners);
        try {
            side.connection.setReadOnly(side.seesAll);
            return side;
        } catch (SQLException e) {
            side.close();
            throw side.failed(e);
        }
    }

    /** Lets row-level security bind its owner no more until the transaction ends, where it would hide rows. */
    void seeAll(List<MoveTable> tables) {
        if (!seesAll) {
            tables.stream().filter(MoveTable::forced).forEach(table -> force(table, false));
        }
    }

    /** Lets rows in as they come: neither bound by row-level security nor setting off triggers. */
    void open(MoveTable table) {
        seeAll(List.of(table));
        table.triggers().forEach(trigger -> run(alter(table) + "disable trigger " + MoveTable.quoted(trigger)));
    }

    /** Undoes {@link #open}. */
    void shut(MoveTable table) {
        table.triggers().forEach(trigger -> run(alter(table) + "enable trigger " + MoveTable.quoted(trigger)));
        if (!seesAll && table.forced()) {
            force(table, true);
        }
    }

    private void force(MoveTable table, boolean force) {
        run(alter(table) + (force ? "force" : "no force") + " row level security");
    }

    private static String alter(MoveTable table) {
        return "alter table " + table.quoted() + " ";
    }

    <T> List<T> list(String query, Reading<T> reading) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(reading.of(rows));
            }
            return all;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    <T> T one(String query, Reading<T> reading) {
        return list(query, reading).getFirst();
    }

    boolean yes(String query) {
        return one(query, row -> row.getBoolean(1));
    }

    void run(String statement) {
        try (Statement statements = connection.createStatement()) {
            statements.execute(statement);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    CopyOut copyOut(String statement) {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    CopyIn copyIn(String statement) {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    Connection connection() {
        return connection;
    }

    StoreException failed(SQLException e) {
        return database.sentence(e);
    }

    /** What is not committed is undone. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
