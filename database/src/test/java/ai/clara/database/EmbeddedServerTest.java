package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.operation.Check;
import ai.clara.spi.store.Db;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    @BeforeAll
    static void twoStartersAtOnceShareOneServer() {
        try (ApplicationContext one = TestHome.open(home);
                ApplicationContext two = TestHome.open(home)) {
            var first = CompletableFuture.runAsync(() -> show(one.getBean(Db.class), "fsync"));
            var second = CompletableFuture.runAsync(() -> show(two.getBean(Db.class), "fsync"));
            CompletableFuture.allOf(first, second).join();
            assertThat(one.getBean(Database.class).origin().owner())
                    .isEqualTo(two.getBean(Database.class).origin().owner());
        }
    }

    @AfterAll
    static void nothingIsLeftRunning() throws Exception {
        assertThat(Postmaster.read(data())).isEmpty();
    }

    @Test
    void isDurableAndBehindTheSecondWall() {
        try (ApplicationContext context = TestHome.open(home)) {
            Db db = context.getBean(Db.class);
            assertThat(show(db, "fsync")).isEqualTo("on");
            assertThat(show(db, "synchronous_commit")).isEqualTo("on");
            assertThat(show(db, "full_page_writes")).isEqualTo("on");
            assertThat(who(db)).isEqualTo("clara_app clara_app");
            assertThat(context.getBean(DatabaseCheck.class).look()).hasSize(4).allMatch(Check.Finding::ok);
        }
    }

    @Test
    void secretsAreForThisUserOnly() throws Exception {
        try (ApplicationContext context = TestHome.open(home)) {
            show(context.getBean(Db.class), "fsync");
            for (String name : new String[] {"password", "application-password", "address"}) {
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(home.resolve("postgres/" + name))))
                        .isEqualTo("rw-------");
            }
            assertThat(home.resolve("postgres/initdb.password")).doesNotExist();
        }
    }

    @Test
    void committedRowsOutliveAKilledServerAndWorkGoesOn() throws Exception {
        UUID person = UUID.randomUUID();
        try (ApplicationContext context = TestHome.open(home)) {
            Db db = context.getBean(Db.class);
            insert(db, person);
            long killed = kill();
            assertThat(Patience.until(BOUND, () -> found(db, person))).isTrue();
            assertThat(Postmaster.read(data()).orElseThrow().pid()).isNotEqualTo(killed);
        }
    }

    @Test
    void aStalePidFileOfAKilledServerDoesNotStopTheNextStart() throws Exception {
        UUID person = UUID.randomUUID();
        ApplicationContext orphaned = TestHome.open(home);
        insert(orphaned.getBean(Db.class), person);
        Path pidFile = data().resolve("postmaster.pid");
        byte[] stale = Files.readAllBytes(pidFile);
        orphaned.close();
        Files.write(pidFile, stale);
        try (ApplicationContext context = TestHome.open(home)) {
            assertThat(found(context.getBean(Db.class), person)).isTrue();
        }
    }

    @Test
    void anotherProgramWithTheOldPidIsNotTakenForTheServer() throws Exception {
        Files.writeString(
                data().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + data() + "\n1\n1\n\n127.0.0.1\n0 0\nready\n");
        try (ApplicationContext context = TestHome.open(home)) {
            assertThat(show(context.getBean(Db.class), "fsync")).isEqualTo("on");
        }
    }

    @Test
    void anOrphanedServerIsAdopted() throws Exception {
        try (ApplicationContext first = TestHome.open(home)) {
            show(first.getBean(Db.class), "fsync");
            long pid = Postmaster.read(data()).orElseThrow().pid();
            Files.delete(home.resolve("postgres/address"));
            try (ApplicationContext second = TestHome.open(home)) {
                show(second.getBean(Db.class), "fsync");
                assertThat(Postmaster.read(data()).orElseThrow().pid()).isEqualTo(pid);
            }
            assertThat(Postmaster.read(data()).orElseThrow().pid()).isEqualTo(pid);
            assertThat(show(first.getBean(Db.class), "fsync")).isEqualTo("on");
        }
    }

    @Test
    void anInterruptedFirstStartIsDoneAgain(@TempDir Path fresh) throws Exception {
        Path half = fresh.resolve("postgres/data-17.new/base");
        Files.createDirectories(half);
        Files.writeString(half.resolve("half"), "written");
        Files.createDirectories(fresh.resolve("postgres/17.11.unpacking/bin"));
        try (ApplicationContext context = TestHome.open(fresh)) {
            assertThat(show(context.getBean(Db.class), "fsync")).isEqualTo("on");
        }
    }

    @Test
    void aHomeWhoseRoleCouldNotLogInBecomesOneThatCan() throws Exception {
        UUID person = UUID.randomUUID();
        Path secret = home.resolve("postgres/application-password");
        try (ApplicationContext context = TestHome.open(home)) {
            insert(context.getBean(Db.class), person);
            try (var owner = context.getBean(Database.class).origin().owner().connect();
                    var statement = owner.createStatement()) {
                statement.execute("alter role clara_app nologin password null");
            }
            Files.delete(secret);
        }
        try (ApplicationContext context = TestHome.open(home)) {
            Db db = context.getBean(Db.class);
            assertThat(found(db, person)).isTrue();
            assertThat(who(db)).isEqualTo("clara_app clara_app");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aLostOrForeignPasswordOfTheRoleIsReplaced() throws Exception {
        try (ApplicationContext context = TestHome.open(home)) {
            show(context.getBean(Db.class), "fsync");
        }
        Folders.writeSecret(home.resolve("postgres/application-password"), "from an old backup\n");
        try (ApplicationContext context = TestHome.open(home)) {
            assertThat(who(context.getBean(Db.class))).isEqualTo("clara_app clara_app");
        }
    }

    private static String who(Db db) {
        return db.system("who", connection -> {
            try (var rows = connection.createStatement().executeQuery("select session_user || ' ' || current_user")) {
                rows.next();
                return rows.getString(1);
            }
        });
    }

    private static long kill() throws Exception {
        Postmaster postmaster = Postmaster.read(data()).orElseThrow();
        ProcessHandle process = postmaster.process().orElseThrow();
        process.destroyForcibly();
        assertThat(Patience.until(BOUND, () -> !process.isAlive())).isTrue();
        return postmaster.pid();
    }

    private static Path data() {
        return home.resolve("postgres/data-17");
    }

    private static void insert(Db db, UUID person) {
        Rows.person(db, person);
    }

    private static boolean found(Db db, UUID person) {
        try {
            return Rows.personThere(db, person);
        } catch (ai.clara.spi.store.StoreException e) {
            return false;
        }
    }

    private static String show(Db db, String name) {
        return db.system("show", connection -> {
            try (var rows = connection.createStatement().executeQuery("show " + name)) {
                rows.next();
                return rows.getString(1);
            }
        });
    }
}
