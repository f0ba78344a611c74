package ai.clara.database;

import ai.clara.migrations.Line;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One schema of vectors takes the place of another. */
final class Succession {

    private static final String FORMER = "rook_former";

    private Succession() {}

    /** Drops what an earlier one left, whichever way it was ended. */
    static void clear(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            for (String left : new String[] {Line.SUCCESSOR.schema(), FORMER}) {
                statement.execute("drop schema if exists " + left + " cascade");
            }
        }
    }

    /** Refuses when the schemas could not be renamed in the end. */
    static void permitted(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery("select has_database_privilege(current_database(), 'create'),"
                        + " quote_ident(current_user), quote_ident(current_database())")) {
            rows.next();
            if (!rows.getBoolean(1)) {
                throw new StoreException("The login " + rows.getString(2)
                        + " may not make a second schema beside what memory searches; run there as its owner or a"
                        + " superuser: grant create on database " + rows.getString(3) + " to " + rows.getString(2)
                        + ";");
            }
        }
    }

    /** Functions that run as their owner name the schema they work in; these are to name this one. */
    static void adapt(Connection owner, Line line) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("""
                    do $$
                    declare
                        own regprocedure;
                    begin
                        for own in select oid from pg_proc
                            where pronamespace = '%1$s'::regnamespace and proconfig::text like '%%search_path%%'
                        loop
                            execute format('alter function %%s set search_path = %1$s, pg_temp', own);
                        end loop;
                    end $$""".formatted(line.schema()));
        }
    }

    /**
     * Renames both at once, and only then drops the former: a transaction that began there finds the rest of what it looks for
     * here, and neither waits for the other.
     */
    static void end(Connection owner) throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("alter schema " + Line.VECTORS.schema() + " rename to " + FORMER);
            statement.execute("alter schema " + Line.SUCCESSOR.schema() + " rename to " + Line.VECTORS.schema());
            adapt(owner, Line.VECTORS);
            owner.commit();
            Fault.point("rebuild.taken");
            statement.execute("drop schema " + FORMER + " cascade");
            owner.commit();
        }
    }
}
