package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.migrations.Migrator;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.StoreException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrateCommandTest {

    @TempDir
    static Path home;

    private static ApplicationContext context;
    private static Login admin;

    private final StringBuilder out = new StringBuilder();
    private Database database;

    @BeforeAll
    static void open() {
        context = TestHome.open(home);
        admin = context.getBean(Database.class).origin().owner();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @BeforeEach
    void anEmptyDatabase() throws Exception {
        sql(admin, "drop database if exists fresh", "create database fresh");
        database = fresh();
    }

    @Test
    void statusChangesNothingAndRunAppliesOnce() {
        assertThat(run("status")).isZero();
        assertThat(out.toString()).contains("1    pending").doesNotContain("applied");
        out.setLength(0);
        assertThat(run()).isZero();
        assertThat(out.toString()).startsWith("Applied ");
        out.setLength(0);
        database = fresh();
        assertThat(run("run")).isZero();
        assertThat(out).hasToString("The database schema is up to date.\n");
        out.setLength(0);
        assertThat(run("status")).isZero();
        assertThat(out.toString()).contains("1    applied").doesNotContain("pending");
        // Micronaut's runner leaves what it ran with.
        assertThat(context.containsBean(Flyway.class, Qualifiers.byName("schema")))
                .isTrue();
    }

    @Test
    void driftStopsTheStart() throws Exception {
        run();
        sql(admin.database("fresh"), "update flyway_schema_history set checksum = 1 where version = '1'");
        database = fresh();
        assertThatThrownBy(database::prepare)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The database schema has drifted: migration 1 was applied with other contents");
        assertThat(run("status")).isEqualTo(1);
    }

    @Test
    void aNewerDatabaseStopsTheStart() throws Exception {
        run();
        sql(
                admin.database("fresh"),
                "insert into flyway_schema_history select 99, '99', 'later', type, 'V99__later.sql', 5, installed_by, now(), 1,"
                        + " true from flyway_schema_history where version = '1'");
        database = fresh();
        assertThatThrownBy(database::prepare)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("migration 99 was applied but is unknown to this version");
    }

    @Test
    void migrationsRunWithoutASilentFilterOnRows() {
        run();
        assertThat(context.getBean(Flyway.class, Qualifiers.byName("schema"))
                        .getConfiguration()
                        .getInitSql())
                .isEqualTo("set row_security = off");
    }

    @Test
    void aStepThatFailsStopsTheStartAndLeavesNoTrace() throws Exception {
        run();
        sql(
                admin.database("fresh"),
                "delete from flyway_schema_history where installed_rank ="
                        + " (select max(installed_rank) from flyway_schema_history)");
        database = fresh();
        assertThatThrownBy(database::prepare)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The database schema could not be brought up to date")
                .hasMessageContaining("already exists")
                .hasMessageNotContaining("Exception");
        out.setLength(0);
        assertThat(run("status")).isZero();
        assertThat(out.toString()).contains("pending").doesNotContain("failed");
    }

    @Test
    void aSchemaThatDidNotGrowFromTheFilesIsRefused() throws Exception {
        sql(admin.database("fresh"), "create table people (mine text)");
        assertThatThrownBy(database::prepare).isInstanceOf(StoreException.class).hasMessageNotContaining("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "rollback", "heads", "history", "reset", "nonsense"})
    void otherWordsAreWrongUsage(String word) {
        assertThatThrownBy(() -> run(word))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining(word);
    }

    private int run(String... words) {
        return new MigrateCommand(database).run(List.of(words), new Io());
    }

    private static Database fresh() {
        return new Database(
                new ExternalServer(admin.database("fresh"), "DATABASE_URL"), context.getBean(Migrator.class));
    }

    private static void sql(Login login, String... statements) throws Exception {
        try (Connection connection = login.connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private final class Io implements CommandIo {

        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public String login() {
            return "ada";
        }

        @Override
        public Optional<String> callerSetting(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> readLine(String prompt) {
            return Optional.empty();
        }

        @Override
        public String lineId() {
            return "1";
        }

        @Override
        public void out(String text) {
            out.append(text);
        }

        @Override
        public void note(String line) {
            out.append(line);
        }

        @Override
        public AutoCloseable onInterrupt(Runnable handler) {
            return () -> {};
        }
    }
}
