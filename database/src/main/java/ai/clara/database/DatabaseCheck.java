package ai.clara.database;

import ai.clara.migrations.Migration;
import ai.clara.spi.operation.Check;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the operator should know of the database: that it answers, keeps what it says, and holds the second wall. */
@Singleton
final class DatabaseCheck implements Check {

    private final Database database;

    DatabaseCheck(Database database) {
        this.database = database;
    }

    @Override
    public List<Finding> look() {
        try {
            database.prepare();
            try (Connection connection = database.appConnection()) {
                return List.of(server(connection), durable(connection), wall(connection), schema());
            }
        } catch (StoreException e) {
            return List.of(bad("database", Sentences.text(e), database.origin().remedy()));
        } catch (SQLException e) {
            return List.of(bad(
                    "database",
                    Sentences.text(Sentences.of(e)),
                    database.origin().remedy()));
        }
    }

    private Finding server(Connection connection) throws SQLException {
        String version = show(connection, "server_version");
        return good("database", "version " + version + ", " + database.origin().where());
    }

    private static Finding durable(Connection connection) throws SQLException {
        var off = new ArrayList<String>();
        for (String name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            String value = show(connection, name);
            // The other values of synchronous_commit wait for standbys too.
            if (value.equals("off") || value.equals("local") && !name.equals("synchronous_commit")) {
                off.add(name);
            }
        }
        return off.isEmpty()
                ? good("durability", "fsync, synchronous_commit and full_page_writes are on")
                : bad(
                        "durability",
                        String.join(", ", off) + " off: a crash may lose messages",
                        "switch it on in PostgreSQL");
    }

    private static Finding wall(Connection connection) throws SQLException {
        return SecondWall.holds(connection)
                ? good("second wall", "row-level security holds for Clara's queries")
                : bad(
                        "second wall",
                        "this login bypasses row-level security, so only Clara's own filters guard the audiences",
                        "use a login that is neither superuser nor BYPASSRLS");
    }

    private Finding schema() {
        return database.drift()
                .map(sentence -> bad("schema", sentence, "restore a backup or use the version that made it"))
                .orElseGet(() -> {
                    List<Migration> steps = database.migrations();
                    long waiting = steps.stream()
                            .filter(step -> step.state() == Migration.State.WAITING)
                            .count();
                    return waiting == 0
                            ? good("schema", steps.size() + " migrations, all applied")
                            : bad("schema", waiting + " migrations wait", "run ./clara migrate");
                });
    }

    private static String show(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Finding good(String name, String line) {
        return new Finding(name, true, line, "");
    }

    private static Finding bad(String name, String line, String fix) {
        return new Finding(name, false, line, fix);
    }
}
