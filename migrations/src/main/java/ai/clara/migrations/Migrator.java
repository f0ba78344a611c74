package ai.clara.migrations;

import io.micronaut.flyway.FlywayConfigurationProperties;
import io.micronaut.flyway.FlywayMigrator;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to the schema of this program, one numbered file after the other, under an advisory lock. It never guesses: a
 * schema that did not grow from these files, or grew differently, is refused.
 */
@Singleton
public final class Migrator {

    private static final String FILES = "classpath:db/migration";
    private static final String NAME = "schema";

    private final FlywayMigrator runner;
    private final FlywayConfigurationProperties configuration = configuration();

    Migrator(FlywayMigrator runner) {
        this.runner = runner;
    }

    /**
     * Applies what waits. Repeatable; several processes may try at once, one works and the others wait for it.
     *
     * @param owner connections of the login that owns the tables
     * @return how many steps were applied
     * @throws MigrationException when a step fails or the database has drifted; a failed step leaves no trace
     */
    public synchronized int migrate(DataSource owner) {
        try {
            Flyway flyway = flyway(owner);
            refuseDrift(flyway);
            int before = applied(flyway);
            // Writes the connections into the configuration, hence one at a time.
            runner.run(configuration, owner);
            return applied(flyway) - before;
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    /**
     * Every known step in order, without changing anything.
     *
     * @throws MigrationException when the database does not answer
     */
    public List<Migration> status(DataSource owner) {
        try {
            return Arrays.stream(flyway(owner).info().all())
                    .filter(info -> info.getVersion() != null)
                    .map(Migrator::migration)
                    .toList();
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    /** What differs between the applied steps and this program's files, as one sentence; empty when nothing does. */
    public Optional<String> drift(DataSource owner) {
        try {
            return driftOf(flyway(owner));
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private static int applied(Flyway flyway) {
        return flyway.info().applied().length;
    }

    private static void refuseDrift(Flyway flyway) {
        driftOf(flyway).ifPresent(sentence -> {
            throw new MigrationException(sentence);
        });
    }

    private static Optional<String> driftOf(Flyway flyway) {
        var result = flyway.validateWithResult();
        if (result.validationSuccessful) {
            return Optional.empty();
        }
        if (result.invalidMigrations.isEmpty()) {
            return Optional.of(
                    "The database schema does not match this version of Clara; restore a backup or use the version "
                            + "that made it.");
        }
        ValidateOutput first = result.invalidMigrations.getFirst();
        @Nullable ErrorDetails details = first.errorDetails;
        String what = details == null || details.errorCode == null ? "DIFFERENT" : details.errorCode.toString();
        return Optional.of("The database schema has drifted: migration " + first.version + " " + meaning(what)
                + "; restore a backup or use the version of Clara that made it.");
    }

    private static String meaning(String code) {
        return switch (code) {
            case "CHECKSUM_MISMATCH" -> "was applied with other contents";
            case "DESCRIPTION_MISMATCH", "TYPE_MISMATCH" -> "was applied under another name";
            case "APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED" -> "was applied but is unknown to this version";
            case "FAILED_VERSIONED_MIGRATION" -> "failed earlier and was never finished";
            case "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED" -> "is older than one already applied";
            default -> "does not match";
        };
    }

    private static Migration migration(MigrationInfo info) {
        Date at = info.getInstalledOn();
        return new Migration(
                info.getVersion().getVersion(),
                info.getDescription(),
                stateOf(info.getState()),
                Optional.<Date>ofNullable(at).map(date -> Instant.ofEpochMilli(date.getTime())));
    }

    private static Migration.State stateOf(MigrationState state) {
        if (state.isFailed()) {
            return Migration.State.FAILED;
        }
        if (!state.isApplied()) {
            return Migration.State.WAITING;
        }
        return state.isResolved() ? Migration.State.APPLIED : Migration.State.UNKNOWN;
    }

    /** For looking; reads the same configuration by which the runner works. */
    private Flyway flyway(DataSource owner) {
        return new FluentConfiguration(Migrator.class.getClassLoader())
                .configuration(configuration.getFluentConfiguration())
                .dataSource(owner)
                .load();
    }

    /**
     * Not named after a data source and not enabled: nothing runs by itself when the pool is made, for the roles come first.
     */
    private static FlywayConfigurationProperties configuration() {
        var configuration = new FlywayConfigurationProperties(NAME);
        configuration.setEnabled(false);
        configuration
                .getFluentConfiguration()
                .locations(FILES)
                .failOnMissingLocations(true)
                .validateOnMigrate(true)
                .validateMigrationNaming(true)
                .baselineOnMigrate(false)
                .cleanDisabled(true)
                .outOfOrder(false)
                // With forced row-level security an UPDATE would silently skip rows; so it is an error instead.
                .initSql("set row_security = off")
                .lockRetryCount(120)
                // A step that waits to be applied is no drift.
                .ignoreMigrationPatterns("*:pending");
        return configuration;
    }

    private static MigrationException failed(FlywayException e) {
        String reason = "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.sql.SQLException sql && sql.getMessage() != null) {
                reason = ": " + sql.getMessage().lines().findFirst().orElse("").strip();
            }
        }
        return new MigrationException(
                "The database schema could not be brought up to date, nothing was changed by the failed step" + reason,
                e);
    }
}
