package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tables there are, as PostgreSQL's own catalogue says: nobody keeps a list of them. */
final class MoveCatalogue {

    // What an extension brought belongs to it, and the history of the schema to the schema.
    private static final String ASK = "select c.relname::text as name,"
            + " c.relrowsecurity and c.relforcerowsecurity as forced,"
            + " array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0"
            + " and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,"
            + " array(select format_type(a.atttypid, a.atttypmod) from pg_attribute a where a.attrelid = c.oid"
            + " and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as types,"
            + " array(select a.attname::text from pg_index i"
            + " cross join unnest(i.indkey::int2[]) with ordinality k (attnum, place)"
            + " join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum"
            + " where i.indrelid = c.oid and i.indisprimary order by k.place) as keys,"
            + " array(select distinct p.relname::text from pg_constraint f join pg_class p on p.oid = f.confrelid"
            + " where f.conrelid = c.oid and f.contype = 'f') as needs,"
            + " array(select t.tgname::text from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal"
            + " and t.tgtype & 4 <> 0 and t.tgenabled = 'O') as triggers"
            + " from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'"
            + " and c.relname not in ('flyway_schema_history', '" + MoveJournal.TABLE + "')"
            + " and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid"
            + " and d.deptype = 'e') order by c.relname";

    private MoveCatalogue() {}

    /** Every table, after those that its foreign keys point to. */
    static List<MoveTable> tables(MoveSide side) {
        return ordered(side.list(ASK, MoveCatalogue::table));
    }

    /**
     * The tables that both sides have; what only one has is no business of Clara's.
     *
     * @throws StoreException when such a table is made differently
     */
    static List<MoveTable> common(List<MoveTable> old, List<MoveTable> fresh) {
        Map<String, MoveTable> there = new HashMap<>();
        fresh.forEach(table -> there.put(table.name(), table));
        var common = new ArrayList<MoveTable>();
        for (MoveTable table : old) {
            MoveTable twin = there.get(table.name());
            if (twin == null) {
                continue;
            }
            if (!twin.columns().equals(table.columns()) || !twin.keys().equals(table.keys())) {
                throw new StoreException("The table " + table.name() + " of the old database has other columns than"
                        + " this version of Clara gives it; take out what was added by hand, then try again.");
            }
            if (table.keys().isEmpty()) {
                throw new IllegalStateException("no primary key: " + table.name());
            }
            common.add(twin);
        }
        return common;
    }

    private static MoveTable table(ResultSet row) throws SQLException {
        List<String> names = texts(row, "columns");
        List<String> types = texts(row, "types");
        var columns = new LinkedHashMap<String, MoveTable.Column>();
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i), new MoveTable.Column(names.get(i), types.get(i)));
        }
        var keys = new ArrayList<MoveTable.Column>();
        for (String key : texts(row, "keys")) {
            MoveTable.Column column = columns.get(key);
            if (column != null) {
                keys.add(column);
            }
        }
        return new MoveTable(
                row.getString("name"),
                List.copyOf(columns.values()),
                keys,
                Set.copyOf(texts(row, "needs")),
                row.getBoolean("forced"),
                texts(row, "triggers"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static List<MoveTable> ordered(List<MoveTable> tables) {
        var left = new ArrayList<>(tables);
        var missing = new HashSet<String>();
        tables.forEach(table -> missing.add(table.name()));
        var ordered = new ArrayList<MoveTable>();
        while (!left.isEmpty()) {
            List<MoveTable> next = left.stream()
                    .filter(table -> table.needs().stream().noneMatch(missing::contains))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("tables that need each other: " + missing);
            }
            next.forEach(table -> missing.remove(table.name()));
            left.removeAll(next);
            ordered.addAll(next);
        }
        return ordered;
    }
}
