package ai.clara.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows for every table there is, made from the catalogue: nulls, letters of all kinds, arrays, JSON and bytes among them. */
final class FilledTables {

    private static final Pattern FIRST_WORD = Pattern.compile("'([a-z]+)'");
    private static final String COLUMNS =
            "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
                    + " (select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'"
                    + " and k.conkey = array[a.attnum] limit 1),"
                    + " (select (select p.relname || '.' || b.attname from pg_class p join pg_attribute b on b.attrelid = p.oid"
                    + " where p.oid = f.confrelid and b.attnum = f.confkey[array_position(f.conkey, a.attnum)])"
                    + " from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and a.attnum = any (f.conkey)"
                    + " order by cardinality(f.conkey) desc limit 1)"
                    + " from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relnamespace = 'public'::regnamespace"
                    + " and c.relkind = 'r' and c.relname <> 'flyway_schema_history' and a.attnum > 0 and not a.attisdropped"
                    + " order by c.relname, a.attnum";

    private final Map<String, Map<String, Column>> tables = new TreeMap<>();

    private record Column(
            String type,
            boolean needed,
            @Nullable String check,
            @Nullable String like) {}

    private FilledTables() {}

    /** As a superuser. Rows of one number belong together across the tables. */
    static void fill(Login login, int rows) throws SQLException {
        var filled = new FilledTables();
        try (Connection connection = login.connect();
                var statement = connection.createStatement()) {
            filled.read(connection);
            statement.execute("set session_replication_role = replica");
            for (var table : filled.tables.entrySet()) {
                for (int i = 1; i <= rows; i++) {
                    statement.execute(filled.insert(table.getKey(), table.getValue(), i));
                }
            }
        }
    }

    /** Every table with the number and a digest of its rows; as a superuser. */
    static Map<String, String> contents(Login login) throws SQLException {
        var contents = new TreeMap<String, String>();
        try (Connection connection = login.connect();
                var statement = connection.createStatement()) {
            var names = new ArrayList<String>();
            try (var rows = statement.executeQuery("select tablename from pg_tables where schemaname = 'public'"
                    + " and tablename <> 'flyway_schema_history'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                try (var rows = statement.executeQuery("select count(*) || ' ' || coalesce(md5(string_agg(r::text, ','"
                        + " order by r::text collate \"C\")), '') from " + name + " r")) {
                    rows.next();
                    contents.put(name, rows.getString(1));
                }
            }
        }
        return contents;
    }

    private void read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                tables.computeIfAbsent(rows.getString(1), name -> new HashMap<>())
                        .put(
                                rows.getString(2),
                                new Column(
                                        rows.getString(3), rows.getBoolean(4), rows.getString(5), rows.getString(6)));
            }
        }
    }

    private String insert(String table, Map<String, Column> columns, int i) {
        List<String> names = List.copyOf(columns.keySet());
        return "insert into " + table + " (" + String.join(", ", names) + ") values ("
                + String.join(
                        ", ",
                        names.stream().map(name -> value(columns.get(name), i)).toList())
                + ")";
    }

    private String value(@Nullable Column column, int i) {
        if (column == null) {
            throw new IllegalStateException("no such column");
        }
        if (!column.needed() && i % 3 == 0) {
            return "null";
        }
        if (column.like() != null) {
            String[] parts = column.like().split("\\.", 2);
            return value(tables.getOrDefault(parts[0], Map.of()).get(parts[1]), i);
        }
        if (column.check() != null) {
            Matcher word = FIRST_WORD.matcher(column.check());
            if (word.find()) {
                return "'" + word.group(1) + "'";
            }
        }
        String id = "'00000000-0000-7000-8000-%012d'::uuid".formatted(i);
        return switch (column.type()) {
            case "uuid" -> id;
            case "text" -> "E'it''s " + i + " \\u00fc\\u20ac\\U0001F600 \\\\ \\n\\t\"x\"'";
            case "sensitivity" -> "'personal'";
            case "timestamp with time zone" ->
                "'2026-03-29 01:59:59.123456+01'::timestamptz + interval '" + i + " hours'";
            case "date" -> "'2026-02-28'";
            case "bigint", "integer" -> Integer.toString(i);
            case "boolean" -> i % 2 == 0 ? "true" : "false";
            case "bytea" -> "'\\x00ff0a" + "%02x".formatted(i) + "'";
            case "uuid[]" -> "array[" + id + "]";
            case "text[]" -> "array['a,b', null, '{\"q\"}', '']";
            case "jsonb" -> "'{\"a\": [1, 2.50, null, \"\\u00fc\"], \"b\": {}}'";
            default -> throw new IllegalStateException("a type without rows: " + column.type());
        };
    }
}
