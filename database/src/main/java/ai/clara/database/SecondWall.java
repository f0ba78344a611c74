package ai.clara.database;

import ai.clara.migrations.Line;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role under which Clara's own queries run, so that row-level security holds for them: neither a superuser nor allowed to
 * bypass it.
 */
final class SecondWall {

    static final String ROLE = "clara_app";

    private static final Logger LOG = LoggerFactory.getLogger(SecondWall.class);

    private SecondWall() {}

    /** Makes the role when this login can. Returns whether this login may take it. */
    static boolean prepare(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            if (!exists(statement)) {
                statement.execute("create role " + ROLE
                        + " nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication");
            }
            if (!mayTake(statement)) {
                statement.execute("grant " + ROLE + " to current_user");
            }
            return mayTake(statement);
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                LOG.info(
                        "this login cannot make the role {}; it is used itself, under forced row-level security", ROLE);
                return false;
            }
            throw e;
        }
    }

    /** Lets the role log in by itself, so that its connections were never the owner's and cannot become so. */
    static void admit(Connection owner, Login application) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            boolean may = yes(statement, "select rolcanlogin from pg_roles where rolname = '" + ROLE + "'");
            if (may && takes(application)) {
                return;
            }
            // The driver sends a hash, so that no log of statements can hold the password.
            owner.unwrap(PGConnection.class)
                    .alterUserPassword(ROLE, application.password().toCharArray(), "scram-sha-256");
            statement.execute("alter role " + ROLE + " login");
            LOG.info("the role {} logs in by itself from now on", ROLE);
        }
    }

    private static boolean takes(Login application) throws SQLException {
        try (Connection connection = application.connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state != null && state.startsWith("28")) {
                return false;
            }
            throw e;
        }
    }

    /** Lets the role read and write rows of all tables of a line, present and future, and change no table. */
    static void grant(Connection owner, Line line) throws SQLException {
        String schema = " in schema " + line.schema();
        String rows = "select, insert, update, delete";
        try (Statement statement = owner.createStatement()) {
            statement.execute("grant usage on schema " + line.schema() + " to " + ROLE);
            statement.execute("grant " + rows + " on all tables" + schema + " to " + ROLE);
            statement.execute("grant usage, select on all sequences" + schema + " to " + ROLE);
            statement.execute(
                    "revoke insert, update, delete on " + line.schema() + "." + line.history() + " from " + ROLE);
            statement.execute("alter default privileges" + schema + " grant " + rows + " on tables to " + ROLE);
            statement.execute("alter default privileges" + schema + " grant usage, select on sequences to " + ROLE);
        }
    }

    /** Whether row-level security holds for whoever this connection acts as. */
    static boolean holds(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return yes(statement, "select not (rolsuper or rolbypassrls) from pg_roles where rolname = current_user");
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        return yes(statement, "select exists (select from pg_roles where rolname = '" + ROLE + "')");
    }

    // SET was no separate option before PostgreSQL 16.
    private static boolean mayTake(Statement statement) throws SQLException {
        boolean separate = yes(statement, "select current_setting('server_version_num')::int >= 160000");
        return yes(
                statement, "select pg_has_role(current_user, '" + ROLE + "', '" + (separate ? "SET" : "MEMBER") + "')");
    }

    private static boolean yes(Statement statement, String question) throws SQLException {
        try (ResultSet rows = statement.executeQuery(question)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
