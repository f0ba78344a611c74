package ai.clara.gateway.door;

import ai.clara.gateway.wire.Completion;
import ai.clara.gateway.wire.RefusalPage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.TokenUsage;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import java.util.concurrent.CompletableFuture;

/**
 * An answer that is told at once, when it is whole. The server does not say that a reader went before anything was written, so such an
 * answer is made to its end.
 */
final class WholeAnswer implements Telling {
    private final Completion completion;
    private final Ending ending;
    private final CompletableFuture<Inbox.Acceptance> taken = new CompletableFuture<>();
    private final CompletableFuture<ReplyEvent> closing = new CompletableFuture<>();
    private final CompletableFuture<HttpResponse<?>> response = taken.thenCombine(closing, this::page);

    WholeAnswer(Completion completion, Ending ending) {
        this.completion = completion;
        this.ending = ending;
    }

    @Override
    public CompletableFuture<HttpResponse<?>> response() {
        return response;
    }

    @Override
    public void taken(Inbox.Acceptance acceptance) {
        if (acceptance == Inbox.Acceptance.STOPPED) {
            closing.complete(new ReplyEvent.Stopped());
        }
        taken.complete(acceptance);
    }

    @Override
    public void accept(ReplyEvent event) {
        switch (event) {
            case ReplyEvent.Working working -> {}
            case ReplyEvent.Text text -> {}
            case ReplyEvent.Done done -> closing.complete(done);
            case ReplyEvent.Stopped stopped -> closing.complete(stopped);
            case ReplyEvent.Failed failed -> closing.complete(failed);
        }
    }

    private HttpResponse<?> page(Inbox.Acceptance acceptance, ReplyEvent event) {
        return switch (event) {
            case ReplyEvent.Done(String text, TokenUsage usage) -> whole(text, usage);
            case ReplyEvent.Failed failed -> RefusalPage.of(ending.failed(acceptance, failed));
            case ReplyEvent.Stopped stopped
            when acceptance == Inbox.Acceptance.STOPPED -> whole(Ending.STOPPED, TokenUsage.NONE);
            case ReplyEvent.Stopped stopped -> RefusalPage.of(ending.stopped());
            case ReplyEvent.Working working -> throw new IllegalStateException("not an end");
            case ReplyEvent.Text text -> throw new IllegalStateException("not an end");
        };
    }

    private HttpResponse<?> whole(String text, TokenUsage usage) {
        return HttpResponse.ok(completion.whole(text, usage)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
