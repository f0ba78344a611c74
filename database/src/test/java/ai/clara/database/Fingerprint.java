package ai.clara.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a schema is made of and what lies in it, as text that can be compared.
 *
 * @param catalogue one line for each column, constraint, index, policy, trigger, function and domain
 * @param rows by table, how many there are and a digest of them; the history of migrations is left out
 */
record Fingerprint(List<String> catalogue, Map<String, String> rows) {

    private static final String CATALOGUE = """
            with ours as (select oid, relname, relrowsecurity, relforcerowsecurity from pg_class
                where relnamespace = to_regnamespace($1) and relkind in ('r', 'p') and relname <> 'flyway_schema_history')
            select 'table ' || relname || ' rls ' || relrowsecurity || ' forced ' || relforcerowsecurity from ours
            union all
            select 'column ' || relname || ' '
                || row_number() over (partition by relname order by attnum) || ' ' || attname || ' '
                || format_type(atttypid, atttypmod) || ' not null ' || attnotnull || ' default '
                || coalesce(pg_get_expr(adbin, adrelid), '')
            from ours join pg_attribute on attrelid = ours.oid and attnum > 0 and not attisdropped
                left join pg_attrdef on adrelid = attrelid and adnum = attnum
            union all
            select 'constraint ' || relname || ' ' || conname || ' ' || pg_get_constraintdef(c.oid)
            from ours join pg_constraint c on conrelid = ours.oid
            union all
            select 'index ' || pg_get_indexdef(indexrelid) from ours join pg_index on indrelid = ours.oid
            union all
            select 'policy ' || tablename || ' ' || policyname || ' ' || permissive || ' ' || roles::text || ' ' || cmd || ' '
                || coalesce(qual, '') || ' check ' || coalesce(with_check, '')
            from pg_policies where schemaname = $1
            union all
            select 'trigger ' || pg_get_triggerdef(t.oid) from ours join pg_trigger t on tgrelid = ours.oid where not tgisinternal
            union all
            select 'function ' || pg_get_functiondef(p.oid) from pg_proc p
            where pronamespace = to_regnamespace($1) and not exists (
                select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
            union all
            select 'type ' || typname || ' ' || coalesce(pg_get_constraintdef(c.oid), '') from pg_type t
                left join pg_constraint c on contypid = t.oid
            where typnamespace = to_regnamespace($1) and typtype in ('d', 'e') and not exists (
                select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
            order by 1""";

    static Fingerprint of(Connection superuser, String schema) throws SQLException {
        var catalogue = texts(superuser, CATALOGUE.replace("$1", "'" + schema + "'"));
        var rows = new TreeMap<String, String>();
        for (String table : texts(
                superuser,
                "select relname from pg_class where relnamespace = to_regnamespace('" + schema
                        + "') and relkind in ('r', 'p') and relname <> 'flyway_schema_history'")) {
            rows.put(
                    table,
                    texts(
                                    superuser,
                                    "select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '')"
                                            + " from " + schema + "." + table + " t")
                            .getFirst());
        }
        return new Fingerprint(catalogue, rows);
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
