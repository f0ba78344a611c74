package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP side: reads requests, hands them to {@link Desk} under the lock, writes answers or breaks the connection. */
final class Rest {
    private static final String API = "/api/v10";
    private final World world;
    private final Desk desk;
    private final Faults faults;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Rest(World world, Desk desk, Faults faults) {
        this.world = world;
        this.desk = desk;
        this.faults = faults;
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no fake Discord", e);
        }
        server.setExecutor(threads);
        server.createContext(API, this::api);
        server.createContext("/attachments", this::attachment);
    }

    void start() {
        server.start();
    }

    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    String rootUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    String apiUrl() {
        return rootUrl() + API.substring(1) + "/";
    }

    private void api(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Desk.Outcome outcome = world.locked(() -> answer(exchange, body));
        outcome.heldSince().ifPresent(faults::awaitRelease);
        if (outcome.answer().isEmpty()) {
            // The JDK's server closes the connection of a handler that throws.
            throw new IOException("scripted: connection broken");
        }
        write(exchange, outcome.answer().get());
    }

    private Desk.Outcome answer(HttpExchange exchange, byte[] body) {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath().substring(API.length());
        var query = query(exchange.getRequestURI().getRawQuery());
        var asked = Json.object().put("method", method).put("path", path);
        query.forEach((name, value) -> asked.put("?" + name, value));
        int order = world.log().add("request", asked);
        Desk.Outcome outcome;
        try {
            Multipart parts = parts(exchange, body);
            JsonNode json = parts.json().isBlank() ? MissingNode.getInstance() : Json.parse(parts.json());
            asked.set("body", json.isMissingNode() ? Json.object() : json);
            parts.files().forEach(file -> asked.withArray("files").add(file.name()));
            outcome = desk.answer(method, path, query, json, parts.files(), header(exchange, "Authorization"));
        } catch (Denial denial) {
            outcome = Desk.Outcome.now(desk.denied(method + " " + path, denial));
        }
        ObjectNode detail =
                Json.object().put("request", order).put("method", method).put("path", path);
        world.log()
                .add(
                        "answer",
                        detail.put(
                                "status", outcome.answer().map(Answer::status).orElse(0)));
        return outcome;
    }

    private static Multipart parts(HttpExchange exchange, byte[] body) {
        String type = header(exchange, "Content-Type");
        int boundary = type.indexOf("boundary=");
        return boundary < 0
                ? new Multipart(new String(body, StandardCharsets.UTF_8), List.of())
                : Multipart.parse(
                        body, type.substring(boundary + "boundary=".length()).replace("\"", ""));
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
        var query = new HashMap<String, String>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Via", "1.1 fake");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.body().isMissingNode()) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void attachment(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String[] parts = exchange.getRequestURI().getPath().split("/", -1);
        Optional<SeenFile> file = world.locked(() -> parts.length < 4 ? Optional.empty() : file(parts[3]));
        if (file.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            byte[] bytes = file.get().bytes();
            exchange.getResponseHeaders().set("Content-Type", file.get().contentType());
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Optional<SeenFile> file(String id) {
        return world.places().stream()
                .flatMap(place -> place.messages().values().stream())
                .filter(message -> !message.deleted)
                .flatMap(message -> message.files.stream())
                .filter(file -> file.id().equals(id))
                .findFirst();
    }
}
