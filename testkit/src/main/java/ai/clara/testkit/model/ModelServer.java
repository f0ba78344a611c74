package ai.clara.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A fake model server on loopback that speaks OpenAI's format at {@code POST /v1/chat/completions} and Anthropic's at
 * {@code POST /v1/messages}, streamed and whole, and lists models at {@code GET /v1/models}. A test says by a function what becomes
 * of each request, faults at any byte included; every request is kept in order, with the way its answer ended.
 */
public final class ModelServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BACKLOG = 512;
    private static final Duration CLOSING_MAX = Duration.ofSeconds(2);
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Call> calls = new ArrayList<>();
    private volatile boolean closed;
    private volatile Function<Request, Script> scripts;
    private volatile List<String> models = List.of("fake-model");

    private ModelServer(ServerSocket server, Function<Request, Script> scripts) {
        this.server = server;
        this.scripts = scripts;
    }

    /** One that answers by this function. */
    public static ModelServer start(Function<Request, Script> scripts) {
        try {
            var server = new ModelServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), scripts);
            Thread.ofVirtual().name("model-server").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("no model server", e);
        }
    }

    /** One that answers with the whole prompt. */
    public static ModelServer echo() {
        return start(Script.echo());
    }

    /** Where OpenAI's format is spoken, with {@code /v1} and without a slash at the end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    /** Where Anthropic's format is spoken, with {@code /v1} and without a slash at the end. */
    public String anthropicUrl() {
        return baseUrl();
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
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            // Nobody can connect, as wanted.
        }
        sockets.forEach(ModelServer::close);
        threads.forEach(ModelServer::await);
    }

    private void accept() {
        try {
            while (!closed) {
                Socket socket = server.accept();
                sockets.add(socket);
                threads.add(Thread.ofVirtual().name("model-connection").start(() -> serve(socket)));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (!closed) {
                new Connection(socket).serve(this::answer);
            }
        } catch (IOException e) {
            // The client left at once.
        } finally {
            sockets.remove(socket);
            threads.remove(Thread.currentThread());
        }
    }

    private boolean answer(HttpIn in, Connection connection) {
        Optional<Wire> wire = Wire.of(in.path());
        if (in.method().equals("POST") && wire.isPresent()) {
            return chat(in, wire.get(), connection);
        }
        var out = new Outlet(connection, Delivery.PLAIN);
        try {
            if (in.method().equals("GET") && in.path().endsWith("/models")) {
                out.whole(200, Map.of(), list());
            } else {
                out.whole(
                        404, Map.of(), "{\"error\":{\"message\":\"no such place\"}}".getBytes(StandardCharsets.UTF_8));
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean chat(HttpIn in, Wire wire, Connection connection) {
        Call call = record(in, wire);
        var end = Call.End.CUT;
        long bytes = 0;
        boolean framed = false;
        try {
            Script script = scripts.apply(call.request());
            var out = new Outlet(connection, script.delivery());
            end = new Answering(out, call.request()).play(script);
            bytes = out.sent();
            framed = script.delivery().chunked() || end == Call.End.REFUSED;
        } finally {
            // The client did not leave when the test ended the server.
            call.ended(closed && end == Call.End.CLIENT_CLOSED ? Call.End.CUT : end, bytes);
        }
        return framed && (end == Call.End.COMPLETE || end == Call.End.REFUSED);
    }

    private Call record(HttpIn in, Wire wire) {
        JsonNode json = json(in.body());
        lock.lock();
        try {
            var call = new Call(Request.parse(calls.size() + 1, json, in.headers(), in.path(), wire));
            calls.add(call);
            more.signalAll();
            return call;
        } finally {
            lock.unlock();
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("the client sent no JSON", e);
        }
    }

    /** Both vendors' fields in one, as each ignores what it does not know. */
    private byte[] list() {
        var list = JSON.createObjectNode().put("object", "list").put("has_more", false);
        var data = list.putArray("data");
        models.forEach(name -> data.addObject()
                .put("id", name)
                .put("object", "model")
                .put("type", "model")
                .put("display_name", name)
                .put("created_at", "2026-01-01T00:00:00Z")
                .put("owned_by", "testkit"));
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone.
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join(CLOSING_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
