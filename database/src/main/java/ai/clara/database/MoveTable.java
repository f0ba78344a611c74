package ai.clara.database;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table whose rows are moved.
 *
 * @param columns those that are stored, in order
 * @param keys the columns of the primary key, in its order
 * @param needs the tables that its foreign keys point to
 * @param forced whether row-level security binds its owner too
 * @param triggers those of ours that a new row would set off
 */
record MoveTable(
        String name,
        List<Column> columns,
        List<Column> keys,
        Set<String> needs,
        boolean forced,
        List<String> triggers) {

    /** @param type as SQL writes it */
    record Column(String name, String type) {}

    MoveTable {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        needs = Set.copyOf(needs);
        triggers = List.copyOf(triggers);
    }

    String quoted() {
        return quoted(name);
    }

    String columnList() {
        return list(columns);
    }

    String keyList() {
        return list(keys);
    }

    /** The condition for rows after a key, or for those up to it. */
    String where(String comparison, List<String> key) {
        var values = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            values.append(i == 0 ? "" : ", ")
                    .append('\'')
                    .append(key.get(i).replace("'", "''"))
                    .append("'::")
                    .append(keys.get(i).type());
        }
        return "(" + keyList() + ") " + comparison + " (" + values + ")";
    }

    private static String list(List<Column> columns) {
        return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
