package ai.clara.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * A service of the OpenAI format that makes vectors, with as many models as are asked for. It knows which words mean the same; each
 * model has directions of its own, so that vectors of one say nothing to another.
 */
final class EmbeddingServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIMENSIONS = 96;

    private final HttpServer server;
    private final List<Set<String>> same;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Map<String, Queue<String>> asked = new ConcurrentHashMap<>();

    /** @param same words that mean the same */
    EmbeddingServer(List<Set<String>> same) {
        this.same = same;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/embeddings", this::answer);
        server.start();
    }

    /** Makes a home's program ask a model of this service. */
    Clara settingsOf(Clara clara, String model) {
        return clara.with("EMBEDDING_PROVIDER", "openai")
                .with("EMBEDDING_BASE_URL", "http://" + address() + "/v1")
                .with("OPENAI_API_KEY", "test-key")
                .with("EMBEDDING_MODEL", model);
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on a model fails. */
    void refuse(String model) {
        refused.add(model);
    }

    void allow(String model) {
        refused.remove(model);
    }

    /** Every text that a model was to make a vector of. */
    List<String> asked(String model) {
        return List.copyOf(asked.getOrDefault(model, new ConcurrentLinkedQueue<>()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String model = request.path("model").asText();
            var known = asked.computeIfAbsent(model, _ -> new ConcurrentLinkedQueue<>());
            request.path("input").forEach(text -> known.add(text.asText()));
            byte[] reply = refused.contains(model)
                    ? "{\"error\":{\"message\":\"busy\"}}".getBytes(java.nio.charset.StandardCharsets.UTF_8)
                    : JSON.writeValueAsBytes(vectors(model, request.path("input")));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(refused.contains(model) ? 503 : 200, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    private JsonNode vectors(String model, JsonNode texts) {
        var data = JSON.createArrayNode();
        for (JsonNode text : texts) {
            var one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            var numbers = one.putArray("embedding");
            for (double number : vector(model, text.asText().toLowerCase(Locale.ROOT))) {
                numbers.add(number);
            }
        }
        var reply = JSON.createObjectNode().put("object", "list").put("model", model);
        reply.set("data", data);
        reply.putObject("usage").put("prompt_tokens", 1).put("total_tokens", 1);
        return reply;
    }

    private double[] vector(String model, String text) {
        var vector = new double[DIMENSIONS];
        for (Set<String> words : same) {
            if (words.stream().anyMatch(text::contains)) {
                add(vector, model + words.stream().sorted().toList(), 1);
            }
        }
        add(vector, model + text, 0.2);
        return vector;
    }

    private static void add(double[] vector, String what, double share) {
        var random = new Random(what.hashCode());
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] += share * random.nextGaussian();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
