package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * What a move that is not done remembers: a table in the new database, beside the rows it tells of, which goes when both sides agree.
 * It says where the rows come from and, for each table, the key up to which they are there.
 */
final class MoveJournal {

    static final String TABLE = "clara_move";

    private static final String THERE = "select to_regclass('public." + TABLE + "') is not null";

    private MoveJournal() {}

    /** Says which database this is, whatever address it is reached by. */
    static String identity(MoveSide side) {
        return side.one(
                "select system_identifier || '/' || current_database() from pg_control_system()",
                row -> row.getString(1));
    }

    /** Where the rows of an unfinished move come from; empty when there is none. */
    static Optional<String> origin(MoveSide fresh) {
        return fresh.yes(THERE)
                ? fresh.list("select origin from " + TABLE + " limit 1", row -> row.getString(1)).stream()
                        .findFirst()
                : Optional.empty();
    }

    /** Begins a move, or leaves one that was begun as it is. */
    static void begin(MoveSide fresh, String origin, List<MoveTable> tables) {
        fresh.run("create table if not exists " + TABLE
                + " (name text primary key, origin text not null, last_key text[])");
        try (PreparedStatement statement = fresh.connection()
                .prepareStatement("insert into " + TABLE + " (name, origin) values (?, ?) on conflict do nothing")) {
            for (MoveTable table : tables) {
                statement.setString(1, table.name());
                statement.setString(2, origin);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw fresh.failed(e);
        }
        fresh.commit();
    }

    /** The key of the last row that is there; empty when none is. */
    static Optional<List<String>> lastKey(MoveSide fresh, MoveTable table) {
        try (PreparedStatement statement = fresh.connection()
                .prepareStatement("select last_key from " + TABLE + " where name = ? and last_key is not null")) {
            statement.setString(1, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(List.of((String[]) rows.getArray(1).getArray()))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw fresh.failed(e);
        }
    }

    /** Part of the transaction that brings the rows. */
    static void arrived(MoveSide fresh, MoveTable table, List<String> key) {
        Connection connection = fresh.connection();
        try (PreparedStatement statement =
                connection.prepareStatement("update " + TABLE + " set last_key = ? where name = ?")) {
            statement.setArray(1, connection.createArrayOf("text", key.toArray()));
            statement.setString(2, table.name());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw fresh.failed(e);
        }
    }

    /** Takes out all that came, so that the move begins anew. */
    static void forget(MoveSide fresh, List<MoveTable> tables) {
        fresh.run("truncate "
                + String.join(", ", tables.stream().map(MoveTable::quoted).toList()));
        fresh.run("update " + TABLE + " set last_key = null");
        fresh.commit();
    }

    static void end(MoveSide fresh) {
        fresh.run("drop table " + TABLE);
        fresh.commit();
    }

    /**
     * Nobody may talk to a Clara who knows half.
     *
     * @throws StoreException when a move to this database is not done
     */
    static void refuseUnfinished(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(THERE)) {
            if (rows.next() && rows.getBoolean(1)) {
                throw new StoreException(
                        "A move to this database is not done; end it with ./clara move --to its address"
                                + " from where it was begun, or use the old database.");
            }
        }
    }
}
