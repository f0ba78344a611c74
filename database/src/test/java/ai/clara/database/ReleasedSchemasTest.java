package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.migrations.Line;
import ai.clara.spi.operation.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Databases as each release left them, with rows, come to the schema of today. The files are made once, by {@code pg_dump}, and never
 * change; {@code -Dclara.release=YYYY.WW.N} writes the one of a new release.
 */
class ReleasedSchemasTest {

    private static final Path FOLDER = Path.of("src/test/resources/schema");

    private static Stairs stairs;

    @BeforeAll
    static void start() throws Exception {
        stairs = new Stairs();
        String release = System.getProperty("clara.release", "");
        if (!release.isEmpty()) {
            write(FOLDER.resolve(release + ".sql"));
        }
    }

    @AfterAll
    static void stop() {
        stairs.close();
    }

    static List<Path> releases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void itsDatabaseIsUpgradedWithAllThatWasInIt(Path release) throws Exception {
        String fresh = stairs.empty(Line.MAIN, 0);
        stairs.database(fresh, Line.MAIN).prepare();
        String name = stairs.empty(Line.MAIN, 0);
        stairs.execute(name, Files.readString(release));
        Fingerprint before = stairs.fingerprint(name, Line.MAIN);
        assertThat(before.rows().get("messages")).startsWith("4 ");
        assertThat(before.rows().values()).noneMatch(rows -> rows.startsWith("0 "));
        Database database = stairs.database(name, Line.MAIN);
        int applied = database.prepare();
        assertThat(database.drift()).isEmpty();
        Fingerprint after = stairs.fingerprint(name, Line.MAIN);
        assertThat(after.catalogue())
                .isEqualTo(stairs.fingerprint(fresh, Line.MAIN).catalogue());
        if (applied == 0) {
            assertThat(after).isEqualTo(before);
        }
        before.rows()
                .forEach((table, rows) -> assertThat(after.rows().getOrDefault(table, "dropped since "))
                        .matches("(dropped since|" + rows.split(" ")[0] + ") .*"));
        try (var connection = database.appConnection()) {
            assertThat(DatabaseCheck.wall("wall", connection)).matches(Check.Finding::ok);
        }
    }

    @Test
    void thereIsOneOfTheFirstRelease() throws IOException {
        assertThat(releases()).contains(FOLDER.resolve("2026.47.1.sql"));
    }

    private static void write(Path file) throws Exception {
        String name = stairs.copy(Line.MAIN, stairs.top(Line.MAIN));
        Path root = Path.of(
                System.getProperty(
                        "clara.pgvector", System.getProperty("user.home", "/root") + "/.cache/clara/pgvector"),
                "root");
        Path dump = Files.createTempFile("clara-release", ".sql");
        Process process = new ProcessBuilder(
                        "chroot",
                        root.toString(),
                        "/usr/lib/postgresql/17/bin/pg_dump",
                        "--no-owner",
                        "--no-privileges",
                        "--inserts",
                        "--host=127.0.0.1",
                        "--port=" + stairs.server().port(),
                        "--username=postgres",
                        name)
                .redirectOutput(dump.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        // Without what only psql or only this version of PostgreSQL understands.
        Files.writeString(
                file,
                Files.readString(dump)
                        .lines()
                        .filter(line -> !line.startsWith("--")
                                && !line.startsWith("\\")
                                && !line.contains("transaction_timeout")
                                && !line.isBlank())
                        .collect(Collectors.joining("\n", "", "\n")));
        Files.delete(dump);
    }
}
