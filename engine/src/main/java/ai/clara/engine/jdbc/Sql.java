package ai.clara.engine.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One statement and the values of its placeholders, in order. */
public final class Sql {
    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final String text;
    private final List<Optional<Object>> values = new ArrayList<>();

    private Sql(String text) {
        this.text = text;
    }

    /** Instants, UUIDs, enums, {@code UUID[]}, {@code String[]}, strings, numbers and null are understood. */
    public static Sql of(String text, @Nullable Object... values) {
        var sql = new Sql(text);
        for (Object value : values) {
            sql.values.add(Optional.ofNullable(value));
        }
        return sql;
    }

    /** Runs it and gives the number of rows it touched. */
    public int run(Connection connection) throws SQLException {
        try (PreparedStatement statement = bound(connection)) {
            return statement.executeUpdate();
        }
    }

    /** The first row, if any. */
    public <T> Optional<T> first(Connection connection, Row<T> row) throws SQLException {
        return all(connection, row).stream().findFirst();
    }

    public <T> List<T> all(Connection connection, Row<T> row) throws SQLException {
        try (PreparedStatement statement = bound(connection);
                ResultSet result = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            while (result.next()) {
                rows.add(row.of(result));
            }
            return rows;
        }
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static Optional<UUID> maybeUuid(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private PreparedStatement bound(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            int index = 1;
            for (Optional<Object> value : values) {
                statement.setObject(index++, value.isEmpty() ? null : forDriver(connection, value.get()));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static Object forDriver(Connection connection, Object value) throws SQLException {
        return switch (value) {
            case Instant at -> at.atOffset(ZoneOffset.UTC);
            case UUID[] ids -> connection.createArrayOf("uuid", ids);
            case String[] texts -> connection.createArrayOf("text", texts);
            case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
            default -> value;
        };
    }
}
