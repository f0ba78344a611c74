package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever goes wrong outside of the program: every table of a home that was talked in is afterwards as it was before. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RowsStayTest {
    private static final Clara CLARA = Clara.fresh();
    private static final Map<String, String> BEFORE = new TreeMap<>();

    @BeforeAll
    static void talked() {
        CLARA.pipe(List.of("My canoe is moored in Narvik.", "Where is my canoe moored?"), "chat")
                .ended(0);
        BEFORE.putAll(CLARA.contents());
        assertThat(BEFORE).hasSizeGreaterThan(8);
        assertThat(BEFORE.get("messages")).startsWith("4 rows");
    }

    @AfterAll
    static void closed() {
        CLARA.close();
    }

    @AfterEach
    void everyRowIsAsItWas() {
        assertThat(CLARA.contents()).isEqualTo(BEFORE);
    }

    @Test
    void wrongSettings() {
        Map<String, String> files = files();
        Map.of(
                        "CLARA_HTTP_PROT", "1",
                        "CLARA_HTTP_PORT", "web",
                        "DEFAULT_TIMEZONE", "Mars/Base",
                        "DISCORD_BOT_TOKN", "x",
                        "SESSION_IDLE_MINUTES", "soon",
                        "EMBEDDING_PROVIDER", "somebody",
                        "LLM_PROVIDER", "somebody",
                        "DATABASE_URL", "mysql://root@localhost/clara")
                .forEach((name, value) -> {
                    Outcome outcome = CLARA.beside().with(name, value).pipe(List.of("Hello"), "chat");
                    outcome.refused(outcome.exit(), name);
                    assertThat(outcome.exit()).isIn(1, 2);
                });
        assertThat(files()).as("files of the home").isEqualTo(files);
    }

    @Test
    void unknownKeyInTheFile() throws IOException {
        CLARA.file(".env", "SESION_IDLE_MINUTES=5\n");
        try {
            CLARA.pipe(List.of("Hello"), "chat").refused(2, "SESSION_IDLE_MINUTES", ".env");
        } finally {
            Files.delete(CLARA.home().resolve(".env"));
        }
    }

    @Test
    void wrongWords() {
        Map<String, String> files = files();
        CLARA.run("chatt").refused(2, "chat");
        CLARA.run("chat", "--colour", "red").refused(2, "--colour");
        CLARA.run("chat", "--as").refused(2, "--as");
        CLARA.run("serve", "now").refused(2, "serve");
        assertThat(files()).as("files of the home").isEqualTo(files);
        CLARA.run("memory", "remember").refused(2, "memory");
        CLARA.run("memory", "forget", "no-such-id").showsNoInsides();
        CLARA.run("migrate", "sideways").refused(2, "sideways");
    }

    @Test
    void deadDatabase() {
        CLARA.beside()
                .with("DATABASE_URL", "postgresql://clara:hunter2secret@127.0.0.1:1/clara")
                .pipe(List.of("Hello"), "chat")
                .refused(1, "database");
    }

    @Test
    void takenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            Outcome outcome =
                    CLARA.beside().with("CLARA_HTTP_PORT", port).run("serve").ended(1);
            // A service logs what it does; the last line says why it ends.
            assertThat(outcome.notes().getLast()).contains(port, "CLARA_HTTP_PORT");
        }
    }

    @Test
    void linesThatAreNoText() {
        byte[] binary = "x\u0001\u0002\u0000y\n".getBytes(StandardCharsets.UTF_8);
        assertThat(CLARA.pipe(binary, "chat").ended(0).answers()).hasSize(1);
        byte[] noUtf8 = {'x', (byte) 0xFF, (byte) 0xC0, '\n'};
        assertThat(CLARA.pipe(noUtf8, "chat").ended(0).answers()).hasSize(1);
        assertThat(CLARA.pipe(List.of("x".repeat(100_000)), "chat").ended(0).answers())
                .singleElement()
                .asString()
                .contains("32,000");
    }

    @Test
    void homeOfAnotherUser() {
        Machine.must(Clara.ROOT, "only root can become another user");
        CLARA.beside()
                .asNobody()
                .pipe(List.of("Where is my canoe?"), "chat")
                .refused(1, CLARA.home().toString());
    }

    /** Every file of the home but its logs and locks, with size and time. */
    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(CLARA.home())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = CLARA.home().relativize(file).toString();
                if (!name.startsWith("logs") && !name.contains("lock")) {
                    files.put(name, Files.size(file) + " " + Files.getLastModifiedTime(file));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
