package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.migrations.Clearing;
import ai.clara.migrations.Migrator;
import ai.clara.migrations.Rollback;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.nio.file.Files;
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
import org.junit.jupiter.params.provider.CsvSource;

class MigrateCommandTest {

    @TempDir
    static Path home;

    private static ApplicationContext context;
    private static Login admin;

    private final StringBuilder out = new StringBuilder();
    private Database database;
    private boolean interactive;
    private String typed = "";

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
    @CsvSource({
        "nonsense, not nonsense",
        "run twice, does not take 'twice'",
        "status --db, --db takes main or vectors",
        "status --db other, --db takes main or vectors",
        "status --db vectors, set ROOK_DATABASE_URL",
        "create, takes a few words",
        "create ?!, takes a few words",
        "rollback 0, how many steps",
        "rollback two, how many steps",
        "rollback -2, how many steps",
        "rollback 1 2, does not take '2'",
        "reset -y, -y is not enough",
        "reset clara, does not take 'clara'",
    })
    void wrongWordsAreFoundBeforeAnythingIsDone(String words, String sentence) {
        assertThatThrownBy(() -> command().check(List.of(words.split(" "))))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining(sentence);
    }

    @Test
    void aTextOfAnyLengthOrTongueIsNoFileName() {
        assertThatThrownBy(() -> command().check(List.of("create", "x".repeat(61))))
                .isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> command().check(List.of("create", "заметки"))).isInstanceOf(CommandException.class);
        command().check(List.of("create", "x".repeat(60)));
        command().check(List.of("create", "Notizen für Ädä"));
    }

    @Test
    void rollbackAsksAPersonAndWantsItsAnswerFromAPipe() throws Exception {
        run();
        out.setLength(0);
        assertThatThrownBy(() -> run("rollback"))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("in a pipe add -y");
        interactive = true;
        typed = "n";
        assertThatThrownBy(() -> run("rollback")).hasMessage("Nothing was changed.");
        assertThat(out.toString()).contains("Undoes 11 memory model readings; loses what a model read in messages");
        assertThat(run("heads")).isZero();
        assertThat(out.toString()).contains("applied  11 memory model readings");
        typed = "y";
        assertThat(run("rollback")).isZero();
        assertThat(out.toString()).contains("Undone: 11 memory model readings", "The next start of this Clara");
        out.setLength(0);
        run("heads");
        assertThat(out).hasToString("files    11 memory model readings\napplied  10 memory graph\n");
        interactive = false;
        assertThat(run("rollback", "3", "-y")).isZero();
        out.setLength(0);
        run("status");
        assertThat(out.toString())
                .contains("7    applied  engine summaries; undo loses the summaries", "8    pending  engine prompts");
        database = fresh();
        out.setLength(0);
        assertThat(run()).isZero();
        assertThat(out).hasToString("Applied 4 migrations.\n");
    }

    @Test
    void rollbackOfWhatCannotBeUndoneSaysWhy() throws Exception {
        assertThatThrownBy(() -> run("rollback", "-y"))
                .hasMessage("No migration is applied, so there is nothing to roll back.");
        run();
        assertThatThrownBy(() -> run("rollback", "11", "-y"))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                .hasMessage(
                        "Migration 1 engine walls cannot be undone: it holds every person and message; ./clara migrate"
                                + " reset deletes them all and begins anew; nothing was changed.");
        out.setLength(0);
        run("status");
        assertThat(out.toString()).contains("11   applied").doesNotContain("pending");
    }

    @Test
    void nothingIsUndoneUnderARunningClara() throws Exception {
        run();
        try (Connection serving = database.appConnection()) {
            assertThat(serving.isValid(5)).isTrue();
            for (List<String> words : List.of(List.of("rollback", "-y"), List.of("reset"))) {
                typed = "fresh";
                assertThatThrownBy(() -> run(words.toArray(String[]::new)))
                        .isInstanceOf(CommandException.class)
                        .hasMessageStartingWith("Clara runs on this database")
                        .hasMessageEndingWith("end every ./clara serve and chat on it, then try again.");
            }
        }
        // Twin: it is gone.
        assertThat(run("rollback", "-y")).isZero();
    }

    @Test
    void historyTellsWhenAndByWhomInOrder() {
        assertThat(run("history")).isZero();
        assertThat(out).hasToString("No migration was applied yet.");
        run();
        out.setLength(0);
        assertThat(run("history")).isZero();
        assertThat(out.toString().lines())
                .hasSize(11)
                .first()
                .asString()
                .matches("1 +\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z +clara +\\d+ ms +engine walls");
    }

    @Test
    void resetWantsTheNameOfTheDatabase() throws Exception {
        run();
        sql(
                admin.database("fresh"),
                "insert into people values (gen_random_uuid(), null, 'o', 'a', 'system:test', 'personal', now())");
        Path index = home.resolve("index");
        Files.createDirectories(index);
        Files.writeString(index.resolve("segments"), "words");
        for (String wrong : new String[] {"", "y", "clara", "FRESH"}) {
            typed = wrong;
            assertThatThrownBy(() -> run("reset"))
                    .isInstanceOfSatisfying(
                            CommandException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(1))
                    .hasMessage("The name of the database is fresh, and that was not typed; nothing was changed.");
        }
        assertThat(people()).isEqualTo(1);
        assertThat(index).exists();
        typed = "fresh";
        out.setLength(0);
        assertThat(run("reset")).isZero();
        assertThat(out.toString())
                .contains("deletes every person", "Everything was deleted; applied 11 migrations anew.");
        assertThat(people()).isZero();
        // What is searched was made of what is gone.
        assertThat(index).doesNotExist();
    }

    @Test
    void aDraftIsANumberedPairInACheckoutOnly(@TempDir Path checkout) throws Exception {
        assertThatThrownBy(() -> run("create", "memory add notes"))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("in a checkout");
        Path db = checkout.resolve("migrations/src/main/resources/db");
        Files.createDirectories(db.resolve("migration"));
        Files.writeString(db.resolve("migration/V10__memory_graph.sql"), "select 1;\n");
        System.setProperty("clara.checkout", checkout.toString());
        try {
            assertThat(run("create", "Memory: add", "nötes!")).isZero();
            assertThat(run("create", "--db", "vectors", "memory passages")).isZero();
        } finally {
            System.clearProperty("clara.checkout");
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        db.resolve("migration/V11__memory_add_notes.sql").toString(),
                        db.resolve("undo/U11__memory_add_notes.sql").toString(),
                        db.resolve("vectors/V1__memory_passages.sql").toString(),
                        db.resolve("vectors-undo/U1__memory_passages.sql").toString());
        assertThat(db.resolve("undo/U11__memory_add_notes.sql"))
                .content()
                .startsWith("-- cannot be undone: nobody has written how yet\n");
    }

    private long people() throws Exception {
        try (Connection connection = admin.database("fresh").connect();
                var rows = connection.createStatement().executeQuery("select count(*) from people")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private MigrateCommand command() {
        var vectors = new VectorDatabase(Optional.empty(), context.getBean(Migrator.class));
        var back =
                new WayBack(context.getBean(Rollback.class), context.getBean(Clearing.class), vectors, new Home(home));
        return new MigrateCommand(database, vectors, back);
    }

    private int run(String... words) {
        return command().run(List.of(words), new Io());
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
            return interactive;
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
            return Optional.of(typed).filter(line -> !line.isEmpty());
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
