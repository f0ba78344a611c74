package ai.clara.database;

import ai.clara.migrations.Line;
import ai.clara.spi.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What a login needs to make tables. A right that is missing is said as the statement by which an administrator gives it. */
final class Rights {

    private static final String ASK = "select quote_ident(current_user), quote_ident(current_database()),"
            + " has_schema_privilege(n.oid, 'create'),"
            + " (select quote_ident(pg_get_userbyid(relowner)) from pg_class"
            + " where relnamespace = n.oid and relname = ? and not pg_has_role(relowner, 'usage'))"
            + " from (select (select oid from pg_namespace where nspname = ?) as oid) n";

    private Rights() {}

    static boolean refused(SQLException failure) {
        return "42501".equals(failure.getSQLState());
    }

    /** Makes the schema of a line when it is not there. */
    static void makeSchema(Connection owner, Line line) throws SQLException {
        if (there(owner, line)) {
            return;
        }
        try (Statement statement = owner.createStatement()) {
            statement.execute("create schema if not exists " + line.schema());
        } catch (SQLException e) {
            if (refused(e)) {
                throw lacking(owner, line)
                        .map(sentence -> new StoreException(sentence, e))
                        .orElseThrow(() -> e);
            }
            throw e;
        }
    }

    /** The sentence for a login that cannot make tables in the schema; empty when it can. */
    static Optional<String> lacking(Connection owner, Line line) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement(ASK)) {
            statement.setString(1, line.history());
            statement.setString(2, line.schema());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                String login = rows.getString(1);
                String place = "in the database " + rows.getString(2);
                boolean may = rows.getBoolean(3);
                boolean schemaThere = !rows.wasNull();
                String tablesOf = rows.getString(4);
                if (tablesOf != null) {
                    return Optional.of("Clara's tables " + place + " belong to the login " + tablesOf
                            + "; use that one, or run there as a superuser: grant " + tablesOf + " to " + login + ";");
                }
                if (may) {
                    return Optional.empty();
                }
                return Optional.of("The login " + login + " may not make tables " + place
                        + "; run there as its owner or a superuser: "
                        + (schemaThere
                                ? "grant usage, create on schema " + line.schema() + " to " + login + ";"
                                : "create schema " + line.schema() + " authorization " + login + ";"));
            }
        }
    }

    private static boolean there(Connection owner, Line line) throws SQLException {
        try (PreparedStatement statement =
                owner.prepareStatement("select exists (select from pg_namespace where nspname = ?)")) {
            statement.setString(1, line.schema());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
