package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.migrations.Migrator;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.StoreException;
import ai.clara.testkit.postgres.PgVectorServer;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All of one database into another: one run by Clara, or one of a login without privileges, into a server of somebody's own. */
class MoveTest {

    private static final int ROWS = 5;
    private static final int PORTION = 3;

    @TempDir
    static Path home;

    private static ApplicationContext context;
    private static PgVectorServer server;
    private static Login embedded;
    private static int databases;

    private String name = "";
    private Database source;

    @BeforeAll
    static void open() throws Exception {
        context = TestHome.open(home);
        server = PgVectorServer.start();
        server.sql("postgres", "create role plain login");
        Database own = context.getBean(Database.class);
        own.prepare();
        embedded = own.origin().owner();
        FilledTables.fill(embedded, ROWS);
    }

    @AfterAll
    static void close() {
        context.close();
        server.close();
    }

    @BeforeEach
    void anEmptyDatabase() {
        source = context.getBean(Database.class);
        name = database();
    }

    @Test
    void everyTableHasRowsAndNoneCountsByItself() throws Exception {
        assertThat(FilledTables.contents(embedded))
                .hasSizeGreaterThan(15)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).startsWith(ROWS + " "));
        // A sequence would have to be moved too.
        try (Connection connection = embedded.connect();
                var rows = connection.createStatement().executeQuery("select count(*) from pg_sequences")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void everythingArrivesAndTheOldSideStays() throws Exception {
        Map<String, String> before = FilledTables.contents(embedded);
        var io = new Io();
        assertThat(command(io, "--to", url())).isZero();
        assertThat(io.out.toString()).contains("messages").contains("the same").doesNotContain("differs");
        assertThat(io.out.toString().lines()).hasSize(1 + before.size());
        assertThat(io.notes.toString())
                .startsWith(
                        "Moved. To use it, put DATABASE_URL=" + url() + " into .env; the old database stays as it was");
        assertThat(FilledTables.contents(embedded)).isEqualTo(before);
        assertThat(contents(name)).isEqualTo(before);
        // The next start takes it as it is.
        try (ApplicationContext next = TestHome.open(home, url())) {
            assertThat(next.getBean(Database.class).prepare()).isZero();
            next.getBean(DatabaseService.class).start();
        }
        assertThatThrownBy(() -> command(new Io(), "--to", url()))
                .isInstanceOf(StoreException.class)
                .hasMessage("The database of --to holds what some Clara was told already; name an empty database.");
    }

    @Test
    void loginsWithoutPrivilegesMoveWhatRowLevelSecurityHidesFromThem() throws Exception {
        String walls = "select string_agg(relname || relrowsecurity || relforcerowsecurity, ',' order by relname)"
                + " from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'";
        for (String each : List.of(name, database())) {
            server.sql("postgres", "alter database " + each + " owner to plain");
        }
        String old = "moved" + databases;
        source = new Database(external("plain", old, "DATABASE_URL"), context.getBean(Migrator.class));
        source.prepare();
        FilledTables.fill(login(PgVectorServer.ADMIN, old), ROWS);
        Map<String, String> before = contents(old);
        String wallsBefore = server.sql(old, walls);
        assertThat(wallsBefore).contains("messagestruetrue");
        assertThat(server.sql(old, "set role plain", "select count(*) from messages"))
                .isEqualTo("0");

        Database target = new Database(external("plain", name, "--to"), context.getBean(Migrator.class));
        assertThat(new Move(source, target, PORTION).run(quiet(done -> {}))).allMatch(Move.Compared::same);
        assertThat(contents(name)).isEqualTo(before);
        assertThat(contents(old)).isEqualTo(before);
        assertThat(server.sql(name, walls)).isEqualTo(wallsBefore);
        assertThat(server.sql(old, walls)).isEqualTo(wallsBefore);
    }

    @Test
    void cutOffAtEveryPortionItGoesOnWhereItWas() throws Exception {
        Map<String, String> before = FilledTables.contents(embedded);
        long total = (long) before.size() * ROWS;
        long there = 0;
        for (int cut = 0; there < total; cut++) {
            long expected = there + (cut % 2 == 0 ? PORTION : ROWS - PORTION);
            assertThatThrownBy(() -> move().run(quiet(done -> {
                        assertThat(done).isEqualTo(expected);
                        throw new IllegalStateException("cut");
                    })))
                    .hasMessage("cut");
            there = expected;
            if (cut == 0) {
                // Nobody may talk to a Clara who knows half, and no rows may set anything off.
                try (ApplicationContext half = TestHome.open(home, url())) {
                    assertThatThrownBy(() -> half.getBean(DatabaseService.class).start())
                            .isInstanceOf(StoreException.class)
                            .hasMessageStartingWith("A move to this database is not done");
                }
                server.sql(
                        name,
                        "create function never() returns trigger language plpgsql as"
                                + " $$ begin raise exception 'set off'; end $$",
                        "create trigger never before insert on messages for each row execute function never()");
            }
        }
        assertThat(move().run(quiet(done -> {
                    throw new IllegalStateException("nothing was left to bring");
                })))
                .allMatch(Move.Compared::same);
        assertThat(contents(name)).isEqualTo(before);
        assertThat(FilledTables.contents(embedded)).isEqualTo(before);
        assertThat(server.sql(name, "select tgenabled from pg_trigger where tgname = 'never'"))
                .isEqualTo("O");
    }

    @Test
    void anOldSideThatChangedMeanwhileIsCopiedAnew() throws Exception {
        var portions = new AtomicInteger();
        assertThatThrownBy(() -> move().run(quiet(done -> {
                    if (portions.incrementAndGet() == 20) {
                        throw new IllegalStateException("cut");
                    }
                })))
                .hasMessage("cut");
        sql(embedded, "update people set zone = 'Europe/Oslo' where zone is not null");
        var io = new Io();
        assertThat(command(io, "--to", url())).isZero();
        assertThat(io.notes.toString()).contains("(people), so all is copied anew.");
        assertThat(contents(name)).isEqualTo(FilledTables.contents(embedded));
    }

    @Test
    void aRowThatDiffersIsFoundAndTheNextRunRepairsIt() throws Exception {
        var io = new Io();
        io.person = true;
        io.seen = shown -> {
            if (shown.contains("comparing") && io.notes.isEmpty()) {
                io.notes.append("changed\n");
                server.sql(name, "update messages set speaker = speaker || '.' where seq = 4");
            }
        };
        assertThat(command(io, "--to", url())).isEqualTo(1);
        assertThat(io.notes.toString())
                .isEqualTo("changed\nThe two databases differ in messages, so the move is not done;"
                        + " run it again, and it copies all anew.\n");
        assertThat(io.out.toString()).contains("differs: 5 rows").contains("100 %");
        assertThat(command(new Io(), "--to", url())).isZero();
        assertThat(contents(name)).isEqualTo(FilledTables.contents(embedded));
    }

    @Test
    void aDryRunTellsAllAndChangesNothing() {
        var io = new Io();
        assertThat(command(io, "--to", url("postgres:hunter2", name), "--dry-run"))
                .isZero();
        assertThat(io.out.toString()).containsPattern("messages +5 +\\d+ kB").containsPattern("all +\\d+ ");
        assertThat(io.notes.toString())
                .contains("Nothing was changed")
                .contains("postgres:***@")
                .doesNotContain("hunter2");
        assertThat(server.sql(name, "select count(*) from pg_class where relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void theDatabaseInUseIsRefusedUnderAnyAddress() {
        String url = "postgres://" + embedded.user() + ":" + embedded.password() + "@"
                + embedded.target().replace("127.0.0.1", "localhost");
        refused(url, "The database of --to is the one in use now; name another, empty database.");
    }

    @Test
    void anUnfinishedMoveOfAnotherDatabaseIsRefused() {
        assertThatThrownBy(() -> move().run(quiet(done -> {
                    throw new IllegalStateException("cut");
                })))
                .hasMessage("cut");
        server.sql(name, "update clara_move set origin = '1/clara'");
        refused(
                url(),
                "The database of --to holds a move of another database that is not done; end that one, or name an empty"
                        + " database.");
    }

    @Test
    void tablesOfSomethingElseAreRefused() {
        server.sql(name, "create table people (mine text)");
        refused(url(), "The database of --to holds tables of something else; make one for Clara alone and name that.");
    }

    @Test
    void aDatabaseThatCannotHoldEveryLetterIsRefused() {
        server.sql("postgres", "create database latin encoding 'LATIN1' locale 'C' template template0");
        refused(
                server.url("latin"),
                "The database of --to cannot hold every letter of the old one; make one by: create database NAME encoding"
                        + " 'UTF8' template template0;");
    }

    @Test
    void aNewerSchemaIsRefused() {
        new Database(external(PgVectorServer.ADMIN, name, "--to"), context.getBean(Migrator.class)).prepare();
        server.sql(
                name,
                "insert into flyway_schema_history select 99, '99', 'later', type, 'V99__later.sql', 5, installed_by, now(),"
                        + " 1, true from flyway_schema_history where version = '1'");
        refused(
                url(),
                "The schema of the database of --to is not the one of this version of Clara; name an empty database.");
    }

    @Test
    void aLoginThatMayMakeNoTablesIsToldTheStatement() {
        refused(
                url("plain", name),
                "The login plain may not make tables in the database " + name
                        + "; run there as its owner or a superuser: grant usage, create on schema public to plain;");
    }

    @Test
    void whereClaraRunsNothingIsMoved() throws Exception {
        for (Login used : List.of(embedded, login(PgVectorServer.ADMIN, name))) {
            try (Connection serving = used.connect()) {
                assertThat(serving.isValid(1)).isTrue();
                assertThatThrownBy(() -> command(new Io(), "--to", url()))
                        .isInstanceOf(StoreException.class)
                        .hasMessageStartingWith("Clara runs on this database (")
                        .hasMessageContaining("end every ./clara serve and chat on it, then try again.");
            }
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsSaid() {
        refused(server.url("nowhere"), "The database that --to names does not exist; create it first.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--to", "--dry-run", "postgres://a@b/c", "--to mysql://a:secret@b/c", "--to x --fast secret"
            })
    void otherWordsAreWrongUsage(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
        assertThatThrownBy(() -> new MoveCommand(source, context.getBean(Migrator.class)).check(words))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("--to")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ada:s3cret@host:5432/clara",
                "postgres://ada:s3@cret@host/clara?sslmode=require",
                "postgresql://ada@host/clara?password=s3cret&sslmode=require"
            })
    void noPasswordIsShown(String url) {
        assertThat(new MoveWords(url, false).masked())
                .contains("ada")
                .contains("***")
                .contains("host")
                .doesNotContain("s3");
    }

    private void refused(String url, String message) {
        for (String[] words : new String[][] {{"--to", url}, {"--to", url, "--dry-run"}}) {
            var io = new Io();
            assertThatThrownBy(() -> command(io, words))
                    .isInstanceOf(StoreException.class)
                    .hasMessageEndingWith(message);
            assertThat(io.out).isEmpty();
        }
    }

    private int command(Io io, String... words) {
        return new MoveCommand(source, context.getBean(Migrator.class)).run(List.of(words), io);
    }

    private Move move() {
        return new Move(
                source,
                new Database(external(PgVectorServer.ADMIN, name, "--to"), context.getBean(Migrator.class)),
                PORTION);
    }

    private static Move.Watch quiet(Consumer<Long> arrived) {
        return new Move.Watch() {
            @Override
            public void begins(long rows) {}

            @Override
            public void beginsAnew(MoveTable changed) {
                throw new IllegalStateException("begins anew for " + changed.name());
            }

            @Override
            public void arrived(MoveTable table, long done) {
                arrived.accept(done);
            }

            @Override
            public void compares(MoveTable table) {}
        };
    }

    private static String database() {
        String fresh = "moved" + ++databases;
        server.sql("postgres", "create database " + fresh + " encoding 'UTF8' template template0");
        return fresh;
    }

    private String url() {
        return server.url(name);
    }

    private static String url(String user, String database) {
        return server.url(user, database);
    }

    private static Login login(String user, String database) {
        return DatabaseUrl.parse("test", url(user, database));
    }

    private static ExternalServer external(String user, String database, String named) {
        return new ExternalServer(login(user, database), named);
    }

    private static Map<String, String> contents(String database) throws Exception {
        return FilledTables.contents(login(PgVectorServer.ADMIN, database));
    }

    private static void sql(Login login, String statement) throws Exception {
        try (Connection connection = login.connect()) {
            connection.createStatement().execute(statement);
        }
    }

    private static final class Io implements CommandIo {

        private final StringBuilder out = new StringBuilder();
        private final StringBuilder notes = new StringBuilder();
        private Consumer<String> seen = text -> {};
        private boolean person;

        @Override
        public boolean interactive() {
            return person;
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
            seen.accept(text);
        }

        @Override
        public void note(String line) {
            notes.append(line).append('\n');
        }

        @Override
        public AutoCloseable onInterrupt(Runnable handler) {
            return () -> {};
        }
    }
}
