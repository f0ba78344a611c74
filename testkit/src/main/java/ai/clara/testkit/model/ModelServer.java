package ai.clara.testkit.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A fake of an OpenAI-compatible model server on loopback: {@code POST /v1/chat/completions}, streamed and whole, and
 * {@code GET /v1/models}. A test says by a function what becomes of each request; every request is kept in order, with the way
 * its answer ended.
 */
public final class ModelServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Call> calls = new ArrayList<>();
    private volatile Function<Request, Script> scripts;
    private volatile List<String> models = List.of("fake-model");

    private ModelServer(HttpServer server, Function<Request, Script> scripts) {
        this.server = server;
        this.scripts = scripts;
    }

    /** One that answers by this function. */
    public static ModelServer start(Function<Request, Script> scripts) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var server = new ModelServer(http, scripts);
            http.setExecutor(server.threads);
            http.createContext("/v1/chat/completions", server::chat);
            http.createContext("/v1/models", server::listModels);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("no model server", e);
        }
    }

    /** One that answers with the whole prompt. */
    public static ModelServer echo() {
        return start(Script.echo());
    }

    /** Where it listens, with {@code /v1} and without a slash at the end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** From the next request on. */
    public void answer(Function<Request, Script> next) {
        scripts = next;
    }

    /** What {@code GET /v1/models} lists. */
    public void models(String... names) {
        models = List.of(names);
    }

    /** All chat requests so far, in order of arrival. */
    public List<Call> calls() {
        lock.lock();
        try {
            return List.copyOf(calls);
        } finally {
            lock.unlock();
        }
    }

    /** The request of this number, from 1, waiting for it. */
    public Call awaitCall(int number, Duration bound) {
        lock.lock();
        try {
            long left = bound.toNanos();
            while (calls.size() < number) {
                if (left <= 0) {
                    throw new AssertionError("the model was asked " + calls.size() + " times, not " + number);
                }
                left = more.awaitNanos(left);
            }
            return calls.get(number - 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed.set(true);
        server.stop(0);
        threads.shutdown();
        try {
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void chat(HttpExchange exchange) throws IOException {
        var json = JSON.readTree(exchange.getRequestBody().readAllBytes());
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().getFirst()));
        Call call = record(json, headers);
        var end = Call.End.CUT;
        try {
            end = new Answering(exchange, call.request(), closed).play(scripts.apply(call.request()));
        } finally {
            call.ended(end);
        }
        if (end == Call.End.CUT || end == Call.End.CLIENT_CLOSED) {
            // The JDK's server closes the connection of a handler that throws, without the last chunk.
            throw new IOException("scripted: " + end);
        }
    }

    private Call record(com.fasterxml.jackson.databind.JsonNode json, Map<String, String> headers) {
        lock.lock();
        try {
            var call = new Call(Request.parse(calls.size() + 1, json, headers));
            calls.add(call);
            more.signalAll();
            return call;
        } finally {
            lock.unlock();
        }
    }

    private void listModels(HttpExchange exchange) throws IOException {
        var list = JSON.createObjectNode().put("object", "list");
        var data = list.putArray("data");
        models.forEach(
                name -> data.addObject().put("id", name).put("object", "model").put("owned_by", "testkit"));
        byte[] body = list.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
