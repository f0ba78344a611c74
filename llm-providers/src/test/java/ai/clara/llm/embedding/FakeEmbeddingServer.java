package ai.clara.llm.embedding;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Speaks the embeddings format of OpenAI: one vector (3, 4) per input, and keeps what it was asked. */
final class FakeEmbeddingServer implements AutoCloseable {
    private static final Pattern INPUT = Pattern.compile("\"input\"\\s*:\\s*\\[(.*?)]", Pattern.DOTALL);
    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    FakeEmbeddingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    List<String> requests() {
        return bodies;
    }

    void failWith(int code) {
        status = code;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        bodies.add(exchange.getRequestURI().getPath() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        byte[] reply = (status == 200 ? vectors(inputs(body)) : "{\"error\":{\"message\":\"no\"}}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private static int inputs(String body) {
        var match = INPUT.matcher(body);
        return match.find() ? match.group(1).split("\",\\s*\"").length : 1;
    }

    private static String vectors(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":[3.0,4.0]}")
                .collect(Collectors.joining(
                        ",",
                        "{\"object\":\"list\",\"data\":[",
                        "],\"model\":\"m\",\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
