package ai.clara.database;

import ai.clara.migrations.Line;
import ai.clara.spi.store.StoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What a database must be, so that rows may be moved into it. Looks without changing anything. */
final class MoveRefusals {

    /** How the person named it. */
    static final String NAMED = "--to";

    private static final String STRANGERS = "select to_regclass('public.flyway_schema_history') is null and exists ("
            + "select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')"
            + " and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid"
            + " and d.deptype = 'e'))";
    private static final String ENCODING = "select current_setting('server_encoding')";

    private MoveRefusals() {}

    /** @param key of an advisory lock that is held in the old database */
    static void itself(Database target, DataSource freshes, long key) {
        try (MoveSide fresh = MoveSide.looking(target, freshes)) {
            if (!fresh.yes("select pg_try_advisory_xact_lock(" + key + ")")) {
                throw new StoreException(
                        "The database of " + NAMED + " is the one in use now; name another, empty database.");
            }
        }
    }

    static void unfit(Database target, DataSource freshes, MoveSide old) {
        try (MoveSide fresh = MoveSide.looking(target, freshes)) {
            if (fresh.yes(STRANGERS)) {
                throw new StoreException("The database of " + NAMED
                        + " holds tables of something else; make one for Clara alone and name that.");
            }
            String needed = old.one(ENCODING, row -> row.getString(1));
            if (!fresh.one(ENCODING, row -> row.getString(1)).equals(needed)) {
                throw new StoreException("The database of " + NAMED + " cannot hold every letter of the old one;"
                        + " make one by: create database NAME encoding '" + needed + "' template template0;");
            }
            Optional<String> right = Rights.lacking(fresh.connection(), Line.MAIN);
            if (right.isPresent()) {
                throw new StoreException(right.get());
            }
        } catch (SQLException e) {
            throw target.sentence(e);
        }
    }

    /** Only rows of an unfinished move of the same old database may be there. */
    static void occupied(Database target, DataSource freshes, String identity) {
        try (MoveSide fresh = MoveSide.looking(target, freshes)) {
            Optional<String> origin = MoveJournal.origin(fresh);
            if (origin.isPresent() && !origin.get().equals(identity)) {
                throw new StoreException(
                        "The database of " + NAMED
                                + " holds a move of another database that is not done; end that one, or name an empty database.");
            }
            if (origin.isEmpty() && anyRow(fresh)) {
                throw new StoreException("The database of " + NAMED
                        + " holds what some Clara was told already; name an empty database.");
            }
        }
    }

    private static boolean anyRow(MoveSide fresh) {
        if (!fresh.yes("select to_regclass('public.flyway_schema_history') is not null")) {
            return false;
        }
        List<MoveTable> tables = MoveCatalogue.tables(fresh);
        fresh.seeAll(tables);
        return tables.stream().anyMatch(table -> fresh.yes("select exists (select from only " + table.quoted() + ")"));
    }
}
