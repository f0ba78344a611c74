package ai.clara.testkit.model;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One chat request and how its answer ended. */
public final class Call {
    private final Request request;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile long bytesSent;

    Call(Request request) {
        this.request = request;
    }

    /** How an answer ended. */
    public enum End {
        /** The whole script was sent. */
        COMPLETE,
        /** The script answered with an error. */
        REFUSED,
        /** The script broke the connection. */
        CUT,
        /** The client closed the connection before the end. */
        CLIENT_CLOSED
    }

    public Request request() {
        return request;
    }

    /** How it ended; empty while it runs. */
    public Optional<End> end() {
        return Optional.ofNullable(end.getNow(null));
    }

    /** Whether the client closed the connection before the end, waiting for any end at most this long. */
    public boolean clientClosed(Duration bound) {
        return awaitEnd(bound).filter(End.CLIENT_CLOSED::equals).isPresent();
    }

    /** The end, waiting at most this long; empty when it still runs. */
    public Optional<End> awaitEnd(Duration bound) {
        try {
            return Optional.of(end.get(bound.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of the response that were given to the socket, its headers included; final once it has ended. */
    public long bytesSent() {
        return bytesSent;
    }

    void ended(End how, long bytes) {
        bytesSent = bytes;
        end.complete(how);
    }
}
