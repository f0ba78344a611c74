package ai.clara.database;

import ai.clara.migrations.Ladder;
import ai.clara.migrations.Line;
import ai.clara.migrations.Migration;
import ai.clara.migrations.Migrator;
import ai.clara.testkit.postgres.PgVectorServer;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Databases that stand at each version of a line, with rows that were written on the way: at each version those of {@code
 * schema/rows/LINE/VERSION.sql}. Made once and copied.
 */
final class Stairs implements AutoCloseable {

    private final ApplicationContext context = TestHome.open(java.nio.file.Path.of("unused"), "postgres://u@h/d");
    private final PgVectorServer server = PgVectorServer.start();
    private final Set<String> made = new HashSet<>();
    private int copies;

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Migrator migrator() {
        return bean(Migrator.class);
    }

    /** The numbers of the files of a line, in order. */
    List<Integer> versions(Line line) {
        return migrator().status(line, at("postgres", line)).stream()
                .map(Migration::version)
                .map(Integer::valueOf)
                .toList();
    }

    int top(Line line) {
        return versions(line).getLast();
    }

    /** A copy of the database that came to that version with rows; 0 is one with nothing in it. */
    String copy(Line line, int version) throws SQLException, IOException {
        return copyOf(template(line, version, true));
    }

    /** The same without a row. */
    String empty(Line line, int version) throws SQLException, IOException {
        return copyOf(template(line, version, false));
    }

    String copyOf(String template) throws SQLException {
        String name = "copy" + ++copies;
        execute("postgres", "create database " + name + " template " + template);
        return name;
    }

    private String template(Line line, int version, boolean rows) throws SQLException, IOException {
        String name = line.schema() + version + (rows ? "_rows" : "");
        if (made.add(name)) {
            if (version == 0) {
                execute("postgres", "create database " + name);
                if (line == Line.VECTORS) {
                    execute(name, "create extension vector", "create schema " + line.schema());
                }
                return name;
            }
            execute("postgres", "create database " + name + " template " + template(line, version - 1, rows));
            Ladder.to(migrator(), line, at(name, line), Integer.toString(version));
            if (rows) {
                execute(name, "set search_path = " + path(line), rows(line, version));
            }
        }
        return name;
    }

    static String rows(Line line, int version) throws IOException {
        String file = "/schema/rows/" + (line == Line.MAIN ? "main" : "vectors") + "/" + version + ".sql";
        try (InputStream in = Stairs.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("write rows for this version into src/test/resources" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String path(Line line) {
        return line.schema() + ", public";
    }

    Login login(String database) {
        return new Login("127.0.0.1:" + server.port() + "/" + database, PgVectorServer.ADMIN, "", Map.of());
    }

    /** Connections as the program opens them. */
    PlainDataSource at(String database, Line line) {
        return () -> {
            Connection connection = login(database).connect();
            try (var statement = connection.createStatement()) {
                statement.execute("set search_path = " + path(line));
            }
            return connection;
        };
    }

    Database database(String name, Line line) {
        return new Database(new ExternalServer(login(name), "DATABASE_URL"), migrator(), line);
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = login(database).connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    Fingerprint fingerprint(String database, Line line) throws SQLException {
        try (Connection connection = login(database).connect()) {
            return Fingerprint.of(connection, line.schema());
        }
    }

    PgVectorServer server() {
        return server;
    }

    @Override
    public void close() {
        context.close();
        server.close();
    }
}
