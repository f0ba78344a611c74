package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One home, several commands: one process owns lanes and index, the others work through it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AttachTest {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    @Test
    void commandsWorkBesideTheService() throws IOException, InterruptedException {
        int port = freePort();
        try (Clara clara = Clara.fresh().with("CLARA_HTTP_PORT", Integer.toString(port))) {
            Running serve = clara.start("serve");
            awaitHealth(serve, port);

            try (Running guest = clara.start("chat")) {
                guest.typeLine("My canoe is moored in Narvik.");
                assertThat(guest.nextLine())
                        .as("answer through the service; %s", guest.errorText())
                        .isPresent();
                assertThat(openedUnder(guest.pid(), clara.home()))
                        .as("files of the home that the guest holds")
                        .isEmpty();
                assertThat(openedUnder(serve.pid(), clara.home()))
                        .as("files of the home that the service holds")
                        .isNotEmpty();
                guest.endInput();
                assertThat(guest.await().ended(0).answers()).hasSize(1);
            }
            assertThat(clara.pipe(List.of("Where is my canoe moored?"), "chat")
                            .ended(0)
                            .out())
                    .contains("Narvik");
            assertThat(clara.run("memory", "list").ended(0).out()).contains("Narvik");
            assertThat(clara.run("memory", "search", "canoe").ended(0).out()).contains("Narvik");
            assertThat(clara.run("doctor").ended(0).out()).isNotBlank();
            assertThat(clara.run("migrate", "status").ended(0).out()).isNotBlank();
            clara.run("memory", "sideways").refused(2, "memory");

            // The caller's words are the caller's: another person beside the same service.
            assertThat(clara.run("memory", "list", "--as", "tom").ended(1).out())
                    .doesNotContain("Narvik");

            Outcome second =
                    clara.with("CLARA_HTTP_PORT", Integer.toString(freePort())).run("serve");
            second.refused(1, clara.home().toString());
            assertThat(health(port)).isEqualTo(200);

            serve.terminate();
            serve.await().showsNoInsides();
            assertThat(clara.pipe(List.of("Where is my canoe moored?"), "chat")
                            .ended(0)
                            .out())
                    .contains("Narvik");
        }
    }

    @Test
    void secondTerminalWorksThroughTheFirst() {
        try (Clara clara = Clara.fresh();
                Running first = clara.start("chat", "--as", "mia")) {
            first.typeLine("My canoe is moored in Narvik.");
            assertThat(first.nextLine()).isPresent();
            assertThat(clara.pipe(List.of("My kayak is moored in Harstad."), "chat", "--as", "tom")
                            .ended(0)
                            .answers())
                    .hasSize(1);
            assertThat(clara.pipe(List.of("Where is my kayak moored?"), "chat", "--as", "tom")
                            .ended(0)
                            .out())
                    .contains("Harstad")
                    .doesNotContain("Narvik");
            first.typeLine("Where is my canoe moored?");
            assertThat(first.nextLine())
                    .hasValueSatisfying(
                            answer -> assertThat(answer).contains("Narvik").doesNotContain("Harstad"));
            first.endInput();
            first.await().ended(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void guestTakesOverWhenTheOwnerIsKilled(boolean withDatabase) throws IOException, InterruptedException {
        int port = freePort();
        try (Clara clara = Clara.fresh().with("CLARA_HTTP_PORT", Integer.toString(port))) {
            Running serve = clara.start("serve");
            awaitHealth(serve, port);
            try (Running guest = clara.start("chat")) {
                guest.typeLine("My canoe is moored in Narvik.");
                assertThat(guest.nextLine()).isPresent();

                guest.typeLine("My accordion is in Harstad.");
                if (withDatabase) {
                    serve.killWithDatabase();
                } else {
                    serve.kill();
                }
                assertThat(guest.nextLine())
                        .as("the line typed as the owner died; %s", guest.errorText())
                        .isPresent();
                guest.typeLine("Where is my canoe moored?");
                assertThat(guest.nextLine())
                        .hasValueSatisfying(answer -> assertThat(answer).contains("Narvik"));
                guest.typeLine("Where is my accordion?");
                assertThat(guest.nextLine())
                        .hasValueSatisfying(answer -> assertThat(answer).contains("Harstad"));
                assertThat(clara.store().number("select count(*) from messages where author_id is not null"))
                        .isEqualTo(4);
                guest.endInput();
                assertThat(guest.await().ended(0).answers()).hasSize(4);
            }
        }
    }

    private void awaitHealth(Running serve, int port) throws InterruptedException {
        for (int i = 0; i < Running.PATIENCE_SECONDS * 4 && serve.alive(); i++) {
            try {
                if (health(port) == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        }
        throw new AssertionError("no health on port " + port + ": " + serve.errorText());
    }

    private int health(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Index and lock files of the home that a process has open or mapped; logs do not count. */
    private static List<String> openedUnder(long pid, Path home) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Stream<String> open;
        try (Stream<Path> links = Files.list(process.resolve("fd"))) {
            open = links.map(AttachTest::target).toList().stream();
        }
        Stream<String> mapped = Files.readString(process.resolve("maps"), java.nio.charset.StandardCharsets.ISO_8859_1)
                .lines()
                .map(line -> line.substring(Math.max(0, line.indexOf('/'))));
        return Stream.concat(open, mapped)
                .filter(file -> file.startsWith(home.toString()) && !file.contains("log") && file.contains("index"))
                .distinct()
                .toList();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
