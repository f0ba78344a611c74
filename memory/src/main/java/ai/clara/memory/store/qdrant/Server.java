package ai.clara.memory.store.qdrant;

import ai.clara.spi.store.StoreException;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.stub.AbstractStub;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsFutureStub;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.PointsGrpc.PointsFutureStub;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Qdrant, asked over gRPC with the calls of its own client. Each call has its time; what fails becomes one sentence. Connections are
 * made when they are needed, and made again.
 */
final class Server implements AutoCloseable {
    /** A search that takes longer is given up long before by whoever waits for it. */
    private static final Duration READING = Duration.ofSeconds(10);

    /** Of whether it is there. */
    private static final Duration LOOKING = Duration.ofSeconds(3);

    private static final Duration WRITING = Duration.ofSeconds(20);
    /** Of what changes a whole collection. */
    private static final Duration BUILDING = Duration.ofSeconds(60);

    private static final Duration ALIVE = Duration.ofSeconds(30);
    private static final Duration LEAVING = Duration.ofSeconds(2);
    private static final int ANSWER_BYTES_MAX = 64 * 1024 * 1024;
    private static final int SAID_CHARS_MAX = 200;
    /** The first that gives a collection another vector. */
    private static final int MAJOR = 1;

    private static final int MINOR = 18;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

    private final Address address;
    private final ManagedChannel channel;
    private final QdrantGrpcClient client;

    Server(Address address, Optional<String> key) {
        this.address = address;
        ManagedChannelBuilder<?> building = ManagedChannelBuilder.forAddress(address.host(), address.port())
                .maxInboundMessageSize(ANSWER_BYTES_MAX)
                .keepAliveTime(ALIVE.toSeconds(), TimeUnit.SECONDS);
        this.channel = (address.tls() ? building.useTransportSecurity() : building.usePlaintext()).build();
        QdrantGrpcClient.Builder calling = QdrantGrpcClient.newBuilder(channel, true, false);
        key.ifPresent(calling::withApiKey);
        this.client = calling.build();
    }

    Address address() {
        return address;
    }

    /** @throws StoreException when it is away or too old */
    void look() {
        var unused = version();
    }

    /**
     * Its version.
     *
     * @throws StoreException when it is away or too old
     */
    String version() {
        String version = call(
                        client.qdrant(), LOOKING, stub -> stub.healthCheck(HealthCheckRequest.getDefaultInstance()))
                .getVersion();
        Matcher parts = VERSION.matcher(version);
        if (parts.matches()) {
            int major = Integer.parseInt(parts.group(1));
            if (major < MAJOR || major == MAJOR && Integer.parseInt(parts.group(2)) < MINOR) {
                throw new StoreException("Qdrant at " + address + " is of version " + version + "; Clara needs " + MAJOR
                        + "." + MINOR + " or newer.");
            }
        }
        return version;
    }

    /** Asks of points. */
    <T> T read(Function<PointsFutureStub, ListenableFuture<T>> call) {
        return call(client.points(), READING, call);
    }

    /** Changes points; it is done when this returns. */
    void write(Function<PointsFutureStub, ListenableFuture<PointsOperationResponse>> call) {
        UpdateStatus status = call(client.points(), WRITING, call).getResult().getStatus();
        if (status != UpdateStatus.Completed) {
            throw new StoreException("Qdrant at " + address + " took something in and did not do it: " + status + ".");
        }
    }

    /** Asks of collections. */
    <T> T collections(Function<CollectionsFutureStub, ListenableFuture<T>> call) {
        return call(client.collections(), READING, call);
    }

    /** Changes collections. */
    <T> T build(Function<CollectionsFutureStub, ListenableFuture<T>> call) {
        return call(client.collections(), BUILDING, call);
    }

    /** Changes what a collection holds of each point. */
    <T> T shape(Function<PointsFutureStub, ListenableFuture<T>> call) {
        return call(client.points(), BUILDING, call);
    }

    private <S extends AbstractStub<S>, T> T call(S stub, Duration patience, Function<S, ListenableFuture<T>> call) {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            // It would wait up to two minutes before it tries again by itself.
            channel.resetConnectBackoff();
        }
        ListenableFuture<T> answer = call.apply(stub.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failed(Status.fromThrowable(e), patience, e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new StoreException("Qdrant was asked while Clara ends.", e);
        }
    }

    private StoreException failed(Status status, Duration patience, @Nullable Throwable cause) {
        String at = "Qdrant at " + address;
        String sentence = switch (status.getCode()) {
            case UNAVAILABLE, CANCELLED ->
                at + " cannot be reached; look whether it runs, and whether QDRANT_URL names its gRPC port.";
            case DEADLINE_EXCEEDED -> at + " did not answer within " + patience.toSeconds() + " s.";
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                at + " refuses the key; set QDRANT_API_KEY to one that may write.";
            case UNIMPLEMENTED ->
                at + " does not know what it was asked; Clara needs " + MAJOR + "." + MINOR + " or newer.";
            default -> at + " refused: " + said(status);
        };
        return cause == null ? new StoreException(sentence) : new StoreException(sentence, cause);
    }

    private static String said(Status status) {
        String said = status.getDescription() == null
                ? status.getCode().name()
                : status.getDescription().replaceAll("\\s+", " ").strip();
        String cut = said.substring(0, Math.min(SAID_CHARS_MAX, said.length()));
        return cut.endsWith(".") ? cut : cut + ".";
    }

    @Override
    public void close() {
        client.close();
        try {
            if (!channel.awaitTermination(LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
