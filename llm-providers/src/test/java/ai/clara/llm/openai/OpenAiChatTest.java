package ai.clara.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.llm.Endpoint;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.testkit.ManualClock;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OpenAiChatTest {
    private static final String HELLO = piece("Hel") + piece("lo");
    private static final String STOP =
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,"
                    + "\"completion_tokens\":2,\"total_tokens\":9}}\n\n";
    private final ManualClock clock = ManualClock.at("2026-11-22T08:30:00Z");
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server = server();
    private volatile String seen = "";
    private volatile int status = 200;
    private volatile String begin = "";
    private volatile boolean waits;
    private volatile String type = "text/event-stream";
    private volatile Map<String, List<String>> headers = Map.of();
    private List<Part> parts = List.of(new Part.Text("hi"));

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.createContext("/elsewhere", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void streamsPiecesThenTheEndWithUsage() {
        begin = HELLO + STOP + "data: [DONE]\n\n";
        try (ChatStream stream = ask(Duration.ofSeconds(20))) {
            assertThat(stream.next()).isEqualTo(new ChatDelta.Text("Hel"));
            assertThat(stream.next()).isEqualTo(new ChatDelta.Text("lo"));
            assertThat(stream.next())
                    .isEqualTo(new ChatDelta.Finished(ChatDelta.Reason.STOP, new TokenUsage(7, 2), "m"));
        }
        assertThat(seen).contains("Bearer sk-test", "You are Clara.", "Anna: hi", "\"stream\"");
    }

    @Test
    void aLostConnectionIsNotAnEnd() {
        begin = HELLO;
        try (ChatStream stream = ask(Duration.ofSeconds(20))) {
            stream.next();
            stream.next();
            fails(stream, Kind.TRUNCATED);
        }
    }

    @Test
    void closingFromAnotherThreadEndsTheWait() throws InterruptedException {
        begin = piece("Hel");
        waits = true;
        ChatStream stream = ask(Duration.ofSeconds(20));
        stream.next();
        threads.execute(stream::close);
        fails(stream, Kind.CANCELLED);
        stream.close();
    }

    @Test
    @Timeout(60)
    void closingBeforeTheFirstWordEndsTheConnection() throws InterruptedException {
        try (var model = ModelServer.start(request -> Script.hang())) {
            ChatStream stream = ask(model.baseUrl(), Duration.ofSeconds(50));
            var call = model.awaitCall(1, Duration.ofSeconds(20));
            threads.execute(stream::close);
            fails(stream, Kind.CANCELLED);
            assertThat(call.clientClosed(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void nobodyWaitsBeyondTheDeadline() {
        waits = true;
        try (ChatStream stream = ask(Duration.ofMillis(200))) {
            fails(stream, Kind.TIMEOUT);
        }
    }

    @Test
    void failuresAreTranslatedWithoutTheKey() {
        for (var expected : Map.of(429, Kind.OVERLOADED, 503, Kind.OVERLOADED, 401, Kind.REFUSED, 400, Kind.BAD_REQUEST)
                .entrySet()) {
            status = expected.getKey();
            try (ChatStream stream = ask(Duration.ofSeconds(20))) {
                fails(stream, expected.getValue());
            }
        }
        server.stop(0);
        try (ChatStream stream = ask(Duration.ofSeconds(20))) {
            fails(stream, Kind.UNREACHABLE);
        }
    }

    @Test
    void theHeadersGoToTheServiceAndAreNotCarriedOn() {
        begin = HELLO + STOP;
        try (ChatStream stream = ask(Duration.ofSeconds(20))) {
            stream.next();
        }
        assertThat(headers).containsEntry("X-mine", List.of("yes"));
        headers = Map.of();
        status = 307;
        try (ChatStream stream = ask(Duration.ofSeconds(20))) {
            fails(stream, Kind.BAD_REQUEST);
        }
        assertThat(headers).as("nobody was asked at the other address").isEmpty();
    }

    @Test
    void anImageGoesOutInFullDetailAndWithoutWords() {
        begin = HELLO + STOP;
        parts = List.of(new Part.Image("image/png", URI.create("https://pictures.example/a.png")));
        try (ChatStream stream = ask(Duration.ofSeconds(20))) {
            stream.next();
        }
        assertThat(seen).contains("\"https://pictures.example/a.png\"", "\"auto\"", "Anna:");
    }

    @Test
    void thoughtsAreNotShown() {
        begin = "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hm.\"}}]}\n\n" + HELLO + STOP
                + "data: [DONE]\n\n";
        try (ChatStream stream = ask(Duration.ofSeconds(20))) {
            assertThat(stream.next()).isEqualTo(new ChatDelta.Text("Hel"));
        }
    }

    /** What comes after the end does not hold it back. */
    @Test
    void theEndIsToldAlthoughTheBodyStaysOpen() {
        begin = HELLO + STOP + "data: [DONE]\n\n";
        waits = true;
        try (ChatStream stream = ask(Duration.ofSeconds(20))) {
            stream.next();
            stream.next();
            assertThat(stream.next()).isInstanceOf(ChatDelta.Finished.class);
        }
    }

    @Test
    void aWholeObjectInsteadOfAStreamIsReadForItsError() {
        type = "application/json";
        begin = "{\"error\":{\"message\":\"no sk-test\",\"code\":503}}";
        try (ChatStream stream = ask(Duration.ofSeconds(20))) {
            fails(stream, Kind.OVERLOADED);
        }
        begin = "{\"hello\":1}";
        try (ChatStream stream = ask(Duration.ofSeconds(20))) {
            fails(stream, Kind.BAD_REQUEST);
        }
    }

    private static void fails(ChatStream stream, Kind kind) {
        assertThatThrownBy(stream::next).isInstanceOfSatisfying(ModelException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.getMessage()).doesNotContain("sk-test").endsWith(".");
        });
    }

    private ChatStream ask(Duration patience) {
        return ask("http://127.0.0.1:" + server.getAddress().getPort() + "/v1", patience);
    }

    private ChatStream ask(String url, Duration patience) {
        var endpoint = new Endpoint("The server", URI.create(url), Optional.of("sk-test"), Map.of("X-Mine", "yes"));
        return new OpenAiChat(endpoint, "m", clock)
                .stream(new ChatRequest(
                        Map.of(PromptSlot.PERSONA, new SectionContent.Prose("You are Clara.")),
                        new ChatMessage.FromPerson("Anna", clock.instant(), parts),
                        Optional.empty(),
                        clock.instant().plus(patience)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        seen = exchange.getRequestHeaders().getFirst("Authorization")
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean moved = status == 307 && !exchange.getRequestURI().getPath().equals("/elsewhere");
        headers = moved ? headers : Map.copyOf(exchange.getRequestHeaders());
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.getResponseHeaders().set("Content-Type", status == 200 ? type : "application/json");
        exchange.sendResponseHeaders(status, 0);
        try (var body = exchange.getResponseBody()) {
            body.write((status == 200 ? begin : "{\"error\":{\"message\":\"no sk-test\"}}")
                    .getBytes(StandardCharsets.UTF_8));
            body.flush();
            if (waits) {
                released.await(20, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String piece(String text) {
        return "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}\n\n";
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
