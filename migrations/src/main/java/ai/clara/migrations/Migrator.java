package ai.clara.migrations;

import io.micronaut.flyway.FlywayConfigurationProperties;
import io.micronaut.flyway.FlywayMigrator;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to the schema of this program, one numbered file after the other, under an advisory lock. It never guesses: a
 * schema that did not grow from these files, or grew differently, is refused.
 */
@Singleton
public final class Migrator {

    private final FlywayMigrator runner;
    private final Map<Line, FlywayConfigurationProperties> configurations = new EnumMap<>(Line.class);

    Migrator(FlywayMigrator runner) {
        this.runner = runner;
        for (Line line : Line.values()) {
            configurations.put(line, configuration(line));
        }
    }

    /**
     * Applies what waits. Repeatable; several processes may try at once, one works and the others wait for it.
     *
     * @param owner connections of the login that owns the tables
     * @return how many steps were applied
     * @throws MigrationException when a step fails or the database has drifted; a failed step leaves no trace
     */
    public synchronized int migrate(Line line, DataSource owner) {
        try (OneConnection one = OneConnection.of(owner)) {
            Flyway flyway = flyway(line, one);
            driftOf(flyway).ifPresent(Migrator::refuse);
            int before = applied(flyway);
            // Writes the connections into the configuration, hence one at a time.
            runner.run(known(line), one);
            return applied(flyway) - before;
        } catch (FlywayException | SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Every known step in order, without changing anything.
     *
     * @throws MigrationException when the database does not answer
     */
    public List<Migration> status(Line line, DataSource owner) {
        try {
            return Arrays.stream(flyway(line, owner).info().all())
                    .filter(info -> info.getVersion() != null)
                    .map(Migrator::migration)
                    .toList();
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    /** What differs between the applied steps and this program's files, as one sentence; empty when nothing does. */
    public Optional<String> drift(Line line, DataSource owner) {
        try {
            return driftOf(flyway(line, owner));
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private static int applied(Flyway flyway) {
        return flyway.info().applied().length;
    }

    /** @throws MigrationException when the database has drifted or is newer than this program */
    void refuseDrift(Line line, DataSource owner) {
        drift(line, owner).ifPresent(Migrator::refuse);
    }

    private static void refuse(String sentence) {
        throw new MigrationException(sentence);
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
                info.getScript(),
                stateOf(info.getState()),
                Optional.<Date>ofNullable(at)
                        .map(date -> new Migration.Applied(
                                Instant.ofEpochMilli(date.getTime()),
                                Objects.requireNonNullElse(info.getInstalledBy(), "?"),
                                Duration.ofMillis(Objects.requireNonNullElse(info.getExecutionTime(), 0)))));
    }

    private static Migration.State stateOf(MigrationState state) {
        if (state.isFailed()) {
            return Migration.State.FAILED;
        }
        if (!state.isApplied()) {
            return Migration.State.PENDING;
        }
        return state.isResolved() ? Migration.State.APPLIED : Migration.State.UNKNOWN;
    }

    /** Only as far as a version: where tests begin. */
    void migrateTo(Line line, DataSource owner, String version) {
        try (OneConnection one = OneConnection.of(owner)) {
            new FluentConfiguration(Migrator.class.getClassLoader())
                    .configuration(known(line).getFluentConfiguration())
                    .dataSource(one)
                    .target(version)
                    .load()
                    .migrate();
        } catch (FlywayException | SQLException e) {
            throw failed(e);
        }
    }

    /** For looking; reads the same configuration by which the runner works. */
    private Flyway flyway(Line line, DataSource owner) {
        return new FluentConfiguration(Migrator.class.getClassLoader())
                .configuration(known(line).getFluentConfiguration())
                .dataSource(owner)
                .load();
    }

    private FlywayConfigurationProperties known(Line line) {
        return Objects.requireNonNull(configurations.get(line));
    }

    /**
     * Not named after a data source and not enabled: nothing runs by itself when the pool is made, for the roles come first.
     */
    private static FlywayConfigurationProperties configuration(Line line) {
        var configuration = new FlywayConfigurationProperties(line == Line.MAIN ? "schema" : line.schema());
        configuration.setEnabled(false);
        configuration
                .getFluentConfiguration()
                .locations("classpath:" + line.ups())
                // Named, lest a login called as one of our schemas is led elsewhere by its own search path.
                .defaultSchema(line.schema())
                .createSchemas(false)
                .table(line.history())
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
        // A lock of the session lasts over the commits of all steps; that of a transaction ends with the first.
        configuration
                .getFluentConfiguration()
                .getPluginRegister()
                .getPlugin(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration;
    }

    private static MigrationException failed(Exception e) {
        return new MigrationException(
                "The database schema could not be brought up to date, nothing was changed by the failed step"
                        + Reason.of(e),
                e);
    }
}
