package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong outside of the program is said in one sentence, with the documented exit code. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BadInputTest {
    private static final String NOBODY = "nobody";

    @ParameterizedTest
    @CsvSource({
        "CLARA_HTTP_PROT,      1,           CLARA_HTTP_PORT",
        "CLARA_HTTP_PORT,      web,         CLARA_HTTP_PORT",
        "CLARA_HTTP_PORT,      70000,       CLARA_HTTP_PORT",
        "DEFAULT_TIMEZONE,     Mars/Base,   DEFAULT_TIMEZONE",
        "DISCORD_BOT_TOKN,     x,           DISCORD_BOT_TOKEN",
        "SESSION_IDLE_MINUTS,  5,           SESSION_IDLE_MINUTES",
        "SESSION_IDLE_MINUTES, soon,        SESSION_IDLE_MINUTES",
        "EMBEDDING_PROVIDER,   somebody,    EMBEDDING_PROVIDER"
    })
    void wrongSettingIsNamedWithTheRightOne(String name, String value, String right) {
        try (Clara clara = Clara.fresh()) {
            clara.with(name, value).pipe(List.of("Hello"), "chat").refused(2, name, right);
            assertThat(clara.home().resolve("postgres")).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CLARA_HTTP_PROT=1,CLARA_HTTP_PORT",
        "SESION_IDLE_MINUTES=5,SESSION_IDLE_MINUTES",
        "WHATEVER_THIS_IS=5,WHATEVER_THIS_IS"
    })
    void unknownKeyInTheFileIsNamed(String line, String right) {
        try (Clara clara = Clara.fresh()) {
            clara.file(".env", "# mine\n" + line + "\n");
            clara.pipe(List.of("Hello"), "chat").refused(2, line.substring(0, line.indexOf('=')), right, ".env");
        }
    }

    @Test
    void variablesOfOtherProgramsAreNobodysBusiness() {
        try (Clara clara = Clara.fresh()) {
            clara.with("GITHUB_ACTIONS", "true")
                    .with("OPENAI_ORG_ID", "org-1")
                    .with("PGHOST", "nowhere")
                    .with("LOG_FORMAT", "x");
            assertThat(clara.pipe(List.of("Hello"), "chat").ended(0).answers()).hasSize(1);
        }
    }

    @Test
    void environmentWinsOverTheFile() {
        try (Clara clara = Clara.fresh()) {
            clara.file(".env", "DEFAULT_TIMEZONE=Mars/Base\n").with("DEFAULT_TIMEZONE", "Europe/Oslo");
            Outcome outcome = clara.pipe(List.of("Hello"), "chat").showsNoInsides();
            assertThat(outcome.exit()).as(outcome.err()).isIn(0, 1);
            clara.file(".env", "DEFAULT_TIMEZONE=Asia/Tokyo\n");
            assertThat(clara.run("doctor").showsNoInsides().out())
                    .contains("Europe/Oslo")
                    .doesNotContain("Asia/Tokyo");
        }
    }

    @Test
    void deadDatabaseIsSaidWithoutItsPassword() {
        try (Clara clara = Clara.fresh()) {
            Outcome outcome = clara.with("DATABASE_URL", "postgresql://clara:hunter2secret@127.0.0.1:1/clara")
                    .pipe(List.of("Hello"), "chat")
                    .refused(1, "database");
            assertThat(outcome.err()).doesNotContain("hunter2secret");
        }
    }

    @Test
    void malformedDatabaseAddressIsSaid() {
        try (Clara clara = Clara.fresh()) {
            clara.with("DATABASE_URL", "mysql://root@localhost/clara")
                    .pipe(List.of("Hello"), "chat")
                    .refused(2, "DATABASE_URL");
        }
    }

    @Test
    void takenPortIsSaid() throws IOException {
        try (Clara clara = Clara.fresh();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            Outcome outcome = clara.with("CLARA_HTTP_PORT", port).run("serve").ended(1);
            assertThat(outcome.err()).contains(port, "CLARA_HTTP_PORT");
        }
    }

    @Test
    void unknownWordsAreWrongUsage() {
        try (Clara clara = Clara.fresh()) {
            clara.run("chatt").refused(2, "chat");
            clara.run("chat", "--colour", "red").refused(2, "--colour");
            clara.run("chat", "--as").refused(2, "--as");
            clara.run("serve", "now").refused(2, "serve");
            clara.run("doctor", "please").refused(2, "doctor");
            clara.run("memory", "remember").refused(2, "memory");
            clara.run("memory", "show").refused(2);
            clara.run("migrate", "sideways").refused(2, "sideways");
            // A mistake in the words is found before anything is started.
            assertThat(clara.home().resolve("postgres")).doesNotExist();
        }
    }

    @Test
    void hugeLineGetsOneAnswerAndTheNextLineToo() {
        try (Clara clara = Clara.fresh()) {
            String huge = "lorem ipsum ".repeat(8_334).substring(0, 100_000);
            assertThat(clara.pipe(
                                    List.of(
                                            "My canoe is moored in Narvik.",
                                            huge,
                                            "x".repeat(100_000),
                                            "Where is my canoe moored?"),
                                    "chat")
                            .ended(0)
                            .answers())
                    .hasSize(4)
                    .allSatisfy(answer -> assertThat(answer).isNotBlank())
                    .last()
                    .asString()
                    .contains("Narvik");
        }
    }

    @Test
    void binaryInputGetsOneAnswerPerLine() throws IOException {
        Random random = new Random(Long.getLong("clara.binary.seed", 4L));
        var input = new ByteArrayOutputStream();
        for (int line = 0; line < 5; line++) {
            input.write("x".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 400; i++) {
                int octet = random.nextInt(256);
                input.write(octet == '\n' || octet == '\r' ? 0 : octet);
            }
            input.write('\n');
        }
        input.write("Hello\n".getBytes(StandardCharsets.UTF_8));
        try (Clara clara = Clara.fresh()) {
            Outcome outcome = clara.pipe(input.toByteArray(), "chat").ended(0);
            assertThat(outcome.out().chars().filter(c -> c == '\n').count()).isEqualTo(6);
        }
    }

    @Test
    void homeOfAnotherUserIsRefused() throws IOException {
        Machine.must(Clara.ROOT, "only root can become another user");
        try (Clara clara = Clara.fresh()) {
            clara.pipe(List.of("My canoe is moored in Narvik."), "chat").ended(0);
            List<String> before = listing(clara.home());
            Outcome outcome = clara.asNobody()
                    .pipe(List.of("Where is my canoe?"), "chat")
                    .refused(1, clara.home().toString());
            assertThat(outcome.err()).doesNotContain("Narvik");
            assertThat(listing(clara.home())).isEqualTo(before);
        }
    }

    @Test
    void readOnlyHomeIsRefused() throws IOException {
        Machine.must(Clara.ROOT, "only root can become another user");
        try (Clara clara = Clara.fresh()) {
            Files.createDirectories(clara.home());
            Files.setOwner(
                    clara.home(),
                    clara.home().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
            Files.setPosixFilePermissions(clara.home(), PosixFilePermissions.fromString("r-xr-xr-x"));
            clara.asNobody()
                    .pipe(List.of("Hello"), "chat")
                    .refused(1, clara.home().toString());
        }
    }

    @Test
    void homeThatIsAFileIsRefused() throws IOException {
        try (Clara clara = Clara.fresh()) {
            Files.writeString(clara.home(), "not a directory");
            clara.pipe(List.of("Hello"), "chat").refused(1, clara.home().toString());
            assertThat(clara.home()).hasContent("not a directory");
        }
    }

    private static List<String> listing(Path dir) throws IOException {
        try (var files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.contains("log"))
                    .sorted()
                    .toList();
        }
    }
}
