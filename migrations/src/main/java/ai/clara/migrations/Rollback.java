package ai.clara.migrations;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Takes back the newest steps, all that are asked for or none. Flyway's free edition has no undo; its history table and its lock stay. */
@Singleton
public final class Rollback {

    // What a script raises when the rows at hand do not allow the way back.
    private static final String RAISED = "P0001";

    private final Migrator migrator;

    Rollback(Migrator migrator) {
        this.migrator = migrator;
    }

    /** One applied step and its way back. */
    public record Step(Migration migration, Undo.Possible undo) {}

    /**
     * The newest applied steps, newest first. Changes nothing.
     *
     * @throws MigrationException when there are fewer, one of them cannot be undone, or the database has drifted
     */
    public List<Step> plan(Line line, DataSource owner, int count) {
        migrator.refuseDrift(line, owner);
        List<Migration> applied = migrator.status(line, owner).stream()
                .filter(step -> step.state() == Migration.State.APPLIED)
                .toList();
        if (applied.isEmpty()) {
            throw new MigrationException("No migration is applied, so there is nothing to roll back.");
        }
        if (count > applied.size()) {
            throw new MigrationException("Only " + applied.size() + " migrations are applied; roll back fewer.");
        }
        return applied.reversed().stream()
                .limit(count)
                .map(step -> step(line, step))
                .toList();
    }

    private static Step step(Line line, Migration step) {
        return switch (Undo.of(line, step)) {
            case Undo.Possible undo -> new Step(step, undo);
            case Undo.Impossible impossible ->
                throw new MigrationException("Migration " + step.title() + " cannot be undone: " + impossible.reason()
                        + "; nothing was changed.");
        };
    }

    /**
     * Runs the scripts of a plan and takes the steps out of the history, in one transaction.
     *
     * @throws MigrationException when one cannot be undone after all; then nothing was changed
     */
    public void run(Line line, DataSource owner, List<Step> plan) {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // As for a step forward: filtered rows would be missed in silence, so they are an error.
                statement.execute("set local row_security = off");
                statement.execute("lock table " + history(line) + " in access exclusive mode");
                for (Step step : plan) {
                    undo(line, step, connection, statement);
                }
                connection.commit();
            } finally {
                // What was committed stays.
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new MigrationException(
                    "The database could not be rolled back, nothing was changed" + Reason.of(e), e);
        }
    }

    private static void undo(Line line, Step step, Connection connection, Statement statement) throws SQLException {
        Migration migration = step.migration();
        String newest = newest(line, statement);
        if (!newest.equals(migration.version())) {
            throw new MigrationException("Migration " + migration.title()
                    + " is not the newest any more, so nothing was changed; look at ./clara migrate status.");
        }
        try {
            statement.execute(step.undo().sql());
        } catch (SQLException e) {
            if (RAISED.equals(e.getSQLState())) {
                throw new MigrationException(
                        "Migration " + migration.title() + " cannot be undone here" + Reason.of(e)
                                + "; nothing was changed.",
                        e);
            }
            throw e;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from " + history(line) + " where version = ?")) {
            delete.setString(1, migration.version());
            if (delete.executeUpdate() != 1) {
                throw new MigrationException("Migration " + migration.title()
                        + " stands more than once in the history, so nothing was changed; restore a backup.");
            }
        }
    }

    private static String newest(Line line, Statement statement) throws SQLException {
        var versions = new ArrayList<String>();
        try (ResultSet rows = statement.executeQuery("select version from " + history(line)
                + " where success and version is not null order by installed_rank desc limit 1")) {
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
        }
        return versions.isEmpty() ? "" : versions.getFirst();
    }

    private static String history(Line line) {
        return line.schema() + "." + line.history();
    }
}
