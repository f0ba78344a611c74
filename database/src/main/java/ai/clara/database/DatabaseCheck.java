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
                return List.of(
                        server(connection),
                        durable(connection),
                        wall("second wall", connection),
                        schema("schema", database));
            }
        } catch (StoreException e) {
            return List.of(broken("database", e, database));
        } catch (SQLException e) {
            return List.of(broken("database", database.sentence(e), database));
        }
    }

    static Finding broken(String name, StoreException failure, Database database) {
        return bad(
                name,
                Sentences.text(failure),
                Sentences.connectionLost(failure)
                        ? database.origin().remedy()
                        : "repair that, then run ./clara doctor again");
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

    static Finding wall(String name, Connection connection) throws SQLException {
        return SecondWall.holds(connection)
                ? good(name, "row-level security holds for Clara's queries")
                : bad(
                        name,
                        "this login bypasses row-level security, so only Clara's own filters guard the audiences",
                        "use a login that is neither superuser nor BYPASSRLS");
    }

    static Finding schema(String name, Database database) {
        return database.drift()
                .map(sentence -> bad(name, sentence, "restore a backup or use the version that made it"))
                .orElseGet(() -> {
                    List<Migration> steps = database.migrations();
                    long waiting = steps.stream()
                            .filter(step -> step.state() == Migration.State.PENDING)
                            .count();
                    return waiting == 0
                            ? good(name, steps.size() + " migrations, all applied")
                            : bad(name, waiting + " migrations wait", "run ./clara migrate");
                });
    }

    static String show(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static Finding good(String name, String line) {
        return new Finding(name, true, line, "");
    }

    static Finding bad(String name, String line, String fix) {
        return new Finding(name, false, line, fix);
    }
}
