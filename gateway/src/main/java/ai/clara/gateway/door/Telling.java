package ai.clara.gateway.door;

import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplySink;
import io.micronaut.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** The way an answer goes to its reader. */
interface Telling extends ReplySink {
    /** The response, once it is known which one it is. */
    CompletableFuture<HttpResponse<?>> response();

    /** What the inbox made of the message; before it is known no response is decided. */
    void taken(Inbox.Acceptance acceptance);

    /** Some time has passed without an end. */
    default void beat() {}
}
