package ai.clara.llm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.llm.Endpoint;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelListTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final HttpServer server = server();
    private volatile int status = 200;
    private volatile String body = "{\"object\":\"list\",\"data\":[{\"id\":\"b/two\"},{\"id\":\"one\"}]}";

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            exchange.getRequestHeaders()
                    .forEach((name, values) -> seen.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            seen.put("path", exchange.getRequestURI().toString());
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void bothDialectsAskInTheirWay() {
        assertThat(names(Dialect.OPENAI)).containsExactly("b/two", "one");
        assertThat(seen).containsEntry("authorization", "Bearer sk-test").containsEntry("path", "/v1/models");
        assertThat(seen).containsEntry("cf-access-client-id", "mine");
        seen.clear();
        assertThat(names(Dialect.ANTHROPIC)).containsExactly("b/two", "one");
        assertThat(seen)
                .containsEntry("x-api-key", "sk-test")
                .containsEntry("anthropic-version", "2023-06-01")
                .doesNotContainKey("authorization");
    }

    @Test
    void noneIsAnEmptyList() {
        body = "{\"object\":\"list\",\"data\":null}";
        assertThat(names(Dialect.OPENAI)).isEmpty();
    }

    @Test
    void aFailureIsOneSentence() {
        status = 401;
        fails(Kind.REFUSED);
        status = 307;
        fails(Kind.BAD_REQUEST);
        assertThat(seen).containsEntry("path", "/v1/models");
        status = 200;
        body = "<html>";
        fails(Kind.BAD_REQUEST);
        body = "{}";
        fails(Kind.BAD_REQUEST);
        server.stop(0);
        fails(Kind.UNREACHABLE);
    }

    @Test
    void aKeyThatCannotBeSentIsNotRepeated() {
        var endpoint = new Endpoint("The server", base(), Optional.of("sk-\nbroken"), Map.of());
        assertThatThrownBy(() -> ModelList.of(endpoint, Dialect.OPENAI, BOUND))
                .isInstanceOf(ModelException.class)
                .hasNoCause()
                .hasMessageNotContaining("sk-");
    }

    private void fails(Kind kind) {
        assertThatThrownBy(() -> names(Dialect.OPENAI)).isInstanceOfSatisfying(ModelException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.getMessage()).startsWith("The server ").endsWith(".").doesNotContain("sk-test");
        });
    }

    private List<String> names(Dialect dialect) {
        return ModelList.of(
                new Endpoint("The server", base(), Optional.of("sk-test"), Map.of("CF-Access-Client-Id", "mine")),
                dialect,
                BOUND);
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/");
    }
}
