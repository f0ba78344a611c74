package ai.clara.testkit.qdrant;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.QdrantGrpc.QdrantImplBase;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Qdrant's gRPC on loopback, for what Clara asks of it, and answers everything else with "unimplemented". It evaluates filters
 * itself and is strict: a filter by a field without index, a vector of another length, a vector or collection of an unknown name are
 * refused in the words of the real one. What it was asked is written down, in order. Its points outlive {@link #stop}.
 */
public final class FakeQdrant implements AutoCloseable {
    public static final String VERSION = "1.18.2";

    private static final int REQUEST_BYTES_MAX = 64 * 1024 * 1024;
    private static final int KEPT_MAX = 50_000;
    private static final long LEAVING_SECONDS = 5;
    private static final Metadata.Key<String> KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

    private final Cellar cellar = new Cellar();
    private final Deque<Message> asked = new ArrayDeque<>();
    private volatile String key = "";
    private volatile String version = VERSION;
    private int port;
    private @Nullable Server server;

    private FakeQdrant() {}

    /** One that is empty and asks for no key. */
    public static FakeQdrant start() {
        var fake = new FakeQdrant();
        fake.again();
        return fake;
    }

    /** Refuses whoever does not bring this key. */
    public FakeQdrant asking(String apiKey) {
        key = apiKey;
        return this;
    }

    /** Says that it is of this version. */
    public FakeQdrant ofVersion(String other) {
        version = other;
        return this;
    }

    /** A broken one: conditions on these fields let everything through. */
    public void ignoring(String... fields) {
        cellar.ignoring(Set.of(fields));
    }

    /** A busy one: it takes writes in and answers before they are done. */
    public void lazy(boolean now) {
        cellar.lazy(now);
    }

    /** One without room: it answers, and takes nothing in. */
    public void full(boolean now) {
        cellar.full(now);
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What it was asked, oldest first, of one kind; points stand there without their vectors. */
    public <M extends Message> List<M> asked(Class<M> kind) {
        synchronized (asked) {
            return asked.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    /** All it was asked, oldest first. */
    public List<Message> asked() {
        return asked(Message.class);
    }

    /** Forgets what it was asked. */
    public void forgetAsked() {
        synchronized (asked) {
            asked.clear();
        }
    }

    /** The names of its collections. */
    public List<String> collections() {
        return cellar.names();
    }

    /** Which collection each alias means. */
    public Map<String, String> aliases() {
        return cellar.aliases();
    }

    /** The payloads of the points of a collection or alias, by the ids of the points, as text. */
    public Map<String, Map<String, String>> payloads(String collection) {
        var payloads = new TreeMap<String, Map<String, String>>();
        cellar.of(collection).points().forEach(point -> payloads.put(point.id().toString(), point.shown()));
        return payloads;
    }

    /** How many points hold a vector of a name that begins so. */
    public long vectors(String collection, String start) {
        return cellar.of(collection).points().stream()
                .filter(point -> point.vectorNames().stream().anyMatch(name -> name.startsWith(start)))
                .count();
    }

    /** Takes an index away behind everybody's back. */
    public void unindex(String collection, String field) {
        cellar.of(collection).unindex(field);
    }

    /** Takes a collection away behind everybody's back. */
    public void drop(String collection) {
        cellar.delete(collection);
    }

    /** Ends as a kill would end it: every connection breaks. What was answered is kept. */
    public synchronized void stop() {
        Server running = server;
        server = null;
        if (running == null) {
            return;
        }
        running.shutdownNow();
        try {
            running.awaitTermination(LEAVING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins again on the same port, with the points it had. */
    public synchronized void again() {
        if (server != null) {
            return;
        }
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .maxInboundMessageSize(REQUEST_BYTES_MAX)
                    .intercept(new Door())
                    .addService(new FakeCollections(cellar))
                    .addService(new FakePoints(cellar))
                    .addService(new Health())
                    .build()
                    .start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private final class Health extends QdrantImplBase {
        @Override
        public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> observer) {
            Refusal.answer(
                    observer,
                    () -> HealthCheckReply.newBuilder()
                            .setTitle("qdrant - vector search engine")
                            .setVersion(version)
                            .build());
        }
    }

    /** Asks for the key, and writes down who asks what. */
    private final class Door implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            if (!key.isEmpty() && !key.equals(headers.get(KEY))) {
                call.close(Status.UNAUTHENTICATED.withDescription("Invalid API key or JWT"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return new ForwardingServerCallListener.SimpleForwardingServerCallListener<>(
                    next.startCall(call, headers)) {
                @Override
                public void onMessage(Q message) {
                    note((Message) message);
                    super.onMessage(message);
                }
            };
        }
    }

    private void note(Message message) {
        Message kept = message instanceof UpsertPoints upsert ? withoutVectors(upsert) : message;
        synchronized (asked) {
            asked.add(kept);
            if (asked.size() > KEPT_MAX) {
                asked.removeFirst();
            }
        }
    }

    private static UpsertPoints withoutVectors(UpsertPoints upsert) {
        List<PointStruct> points = upsert.getPointsList().stream()
                .map(point -> point.toBuilder().clearVectors().build())
                .toList();
        return upsert.toBuilder().clearPoints().addAllPoints(points).build();
    }
}
