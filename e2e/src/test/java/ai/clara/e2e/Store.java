package ai.clara.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL of a home, while it runs, as its owner sees it: past row-level security. */
record Store(Path home) {
    static Store of(Path home) {
        return new Store(home);
    }

    /** The port changes with each start, so it is read each time. */
    private Connection connect() throws SQLException {
        Path folder = home.resolve("postgres");
        try {
            String port = Files.readString(folder.resolve("address")).split(" ")[0];
            String password = Files.readString(folder.resolve("password")).strip();
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/clara", "clara", password);
        } catch (IOException e) {
            throw new SQLException("no database runs in " + folder, e);
        }
    }

    /** Rows as lists of text. */
    List<List<@Nullable String>> rows(String sql) {
        try (Connection connection = connect();
                ResultSet result = connection.createStatement().executeQuery(sql)) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("the store of the home cannot be read", e);
        }
    }

    /** A statement that answers nothing. */
    void change(String sql) {
        try (Connection connection = connect()) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the store of the home cannot be changed", e);
        }
    }

    List<@Nullable String> column(String sql) {
        List<@Nullable String> values = new ArrayList<>();
        rows(sql).forEach(row -> values.add(row.getFirst()));
        return values;
    }

    /** Every table of the program with the number and a digest of its rows. */
    Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        for (String table : column("select tablename from pg_tables where schemaname = 'public'")) {
            String digest =
                    "select count(*) || ' rows ' || coalesce(md5(string_agg(md5(r::text), ',' order by r::text)), '')"
                            + " from \"" + table + "\" r";
            contents.put(
                    Objects.requireNonNull(table),
                    Objects.requireNonNull(column(digest).getFirst()));
        }
        return contents;
    }

    long number(String sql) {
        String value = column(sql).getFirst();
        return value == null ? 0 : Long.parseLong(value);
    }
}
