package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** The schema of a home forwards and back, from a pipe; each method finds what the one before left. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MigrateTest {
    private static final Clara CLARA = Clara.fresh();

    @AfterAll
    static void close() {
        CLARA.close();
    }

    @Test
    @Order(1)
    void wrongWordsCostNothing() {
        CLARA.run("migrate", "sideways").refused(2, "sideways", "rollback");
        CLARA.run("migrate", "rollback", "none").refused(2, "how many steps");
        CLARA.run("migrate", "status", "--db", "vectors").refused(2, "ROOK_DATABASE_URL");
        CLARA.run("migrate", "reset", "-y").refused(2, "type the name");
        CLARA.run("migrate", "create", "memory add notes").refused(2, "checkout");
        assertThat(CLARA.home().resolve("postgres")).doesNotExist();
    }

    @Test
    @Order(2)
    void aFreshHomeIsPendingUntilItIsRun() {
        List<String> pending = CLARA.run("migrate", "status").ended(0).answers();
        assertThat(pending).hasSizeGreaterThan(9).allMatch(line -> line.contains(" pending "));
        CLARA.run("migrate", "rollback", "-y").refused(1, "nothing to roll back");
        assertThat(CLARA.run("migrate").ended(0).answers())
                .containsExactly("Applied " + pending.size() + " migrations.");
        assertThat(CLARA.run("migrate", "run", "--db", "main").ended(0).answers())
                .containsExactly("The database schema is up to date.");
        assertThat(CLARA.run("migrate", "status").ended(0).answers())
                .hasSize(pending.size())
                .allMatch(line -> line.contains(" applied "));
        assertThat(CLARA.run("migrate", "history").ended(0).answers())
                .hasSize(pending.size())
                .first()
                .asString()
                .matches("1 +\\d{4}-\\d{2}-\\d{2}T\\S+Z +clara +\\d+ ms +engine walls");
    }

    @Test
    @Order(3)
    void theNewestStepGoesAndComesBackAndWhatWasSaidStays() {
        CLARA.pipe(List.of("My canoe is moored in Narvik."), "chat").ended(0);
        CLARA.run("migrate", "rollback").refused(2, "-y");
        int all = CLARA.run("migrate", "status").ended(0).answers().size();
        CLARA.run("migrate", "rollback", Integer.toString(all), "-y").refused(1, "cannot be undone", "reset");
        List<String> heads = CLARA.run("migrate", "heads").ended(0).answers();
        assertThat(heads.getFirst().replace("files  ", "applied")).isEqualTo(heads.getLast());

        Outcome undone = CLARA.run("migrate", "rollback", "-y").ended(0);
        assertThat(undone.answers()).singleElement().asString().startsWith("Undone: " + all + " ");
        assertThat(undone.err()).contains("The next start of this Clara");
        assertThat(CLARA.run("migrate", "status").ended(0).answers().getLast()).contains(" pending ");
        assertThat(CLARA.run("migrate", "heads").ended(0).answers().getLast())
                .startsWith("applied  " + (all - 1) + " ");

        assertThat(CLARA.run("chat", "--once", "Where is my canoe moored?")
                        .ended(0)
                        .out())
                .contains("Narvik");
        assertThat(CLARA.run("migrate", "status").ended(0).out()).doesNotContain(" pending ");
    }

    @Test
    @Order(4)
    void nothingGoesUnderARunningClara() {
        try (Running talk = CLARA.start("chat")) {
            talk.typeLine("Where is my canoe moored?");
            assertThat(talk.nextLine().orElseThrow()).contains("Narvik");
            CLARA.run("migrate", "rollback", "-y").refused(1, "Clara runs on this database");
            CLARA.pipe(List.of("clara"), "migrate", "reset").ended(1);
            talk.typeLine("Where is my canoe moored?");
            assertThat(talk.nextLine().orElseThrow()).contains("Narvik");
            talk.endInput();
            talk.await().ended(0);
        }
    }

    @Test
    @Order(5)
    void resetWantsTheNameAndLeavesNothingThatWasSaid() throws IOException {
        for (List<String> wrong : List.of(List.<String>of(), List.of("y"))) {
            Outcome outcome = CLARA.pipe(wrong, "migrate", "reset").ended(1);
            assertThat(outcome.err()).contains("nothing was changed");
        }
        assertThat(CLARA.run("chat", "--once", "Where is my canoe moored?")
                        .ended(0)
                        .out())
                .contains("Narvik");
        assertThat(CLARA.pipe(List.of("clara"), "migrate", "reset").ended(0).answers())
                .singleElement()
                .asString()
                .startsWith("Everything was deleted; applied ");
        assertThat(CLARA.run("chat", "--once", "Where is my canoe moored?")
                        .ended(0)
                        .out())
                .doesNotContain("Narvik");
        assertThat(CLARA.run("memory", "list").ended(0).out()).doesNotContain("Narvik");
        assertThat(CLARA.run("doctor").ended(0).out()).doesNotContain("WRONG");
    }

    @Test
    @Order(6)
    void aDraftIsWrittenIntoTheCheckoutThatTheLauncherNames() throws IOException {
        Path checkout = CLARA.base().resolve("checkout");
        Path db = checkout.resolve("migrations/src/main/resources/db");
        Path original = ClassPath.ROOT.resolve("migrations/src/main/resources/db/migration");
        Files.createDirectories(db.resolve("migration"));
        int newest = 0;
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, db.resolve("migration").resolve(file.getFileName()));
                newest++;
            }
        }
        String name = (newest + 1) + "__memory_add_notes.sql";
        try (Running running =
                CLARA.start(List.of("-Dclara.checkout=" + checkout), "migrate", "create", "Memory: add notes")) {
            running.endInput();
            assertThat(running.await().ended(0).answers())
                    .containsExactly(
                            db.resolve("migration/V" + name).toString(),
                            db.resolve("undo/U" + name).toString());
        }
        assertThat(db.resolve("migration/V" + name)).hasContent("-- memory add notes");
        assertThat(db.resolve("undo/U" + name)).content().startsWith("-- cannot be undone: ");
    }
}
