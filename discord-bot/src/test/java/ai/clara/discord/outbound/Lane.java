package ai.clara.discord.outbound;

import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The thread on which a task's events come, which is not the one that took the message in. */
final class Lane implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    CompletableFuture<Void> tell(ReplySink sink, ReplyEvent event) {
        return CompletableFuture.runAsync(() -> sink.accept(event), thread);
    }

    /** Waits until it is taken; throws what the sink throws. */
    void close(ReplySink sink, ReplyEvent event) {
        try {
            tell(sink, event).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
