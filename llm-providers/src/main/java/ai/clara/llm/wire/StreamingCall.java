package ai.clara.llm.wire;

import ai.clara.llm.Endpoint;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * One streamed call below a vendor library. The library offers something to cancel only once the first word has come, hides the
 * headers of a refusal and overlooks an error inside a stream; this closes the connection at any moment and sees all of it.
 */
public final class StreamingCall implements dev.langchain4j.http.client.HttpClient {
    private static final Duration PATIENCE_MAX = Duration.ofDays(1);
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final String model;
    private final Clock clock;
    private final Duration patience;
    private final AnswerStream answer;
    private Optional<CompletableFuture<HttpResponse<InputStream>>> sent = Optional.empty();
    private Optional<InputStream> body = Optional.empty();
    private boolean closed;

    private StreamingCall(
            Endpoint endpoint, Dialect dialect, String model, StreamTimers timers, Clock clock, Duration patience) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.model = model;
        this.clock = clock;
        this.patience = patience;
        this.answer = new AnswerStream(endpoint.service(), model, timers, patience, this::hangUp);
    }

    /** The service a model is asked at, and how. */
    public record Line(Endpoint endpoint, Dialect dialect, String model, StreamTimers timers, Clock clock) {}

    /**
     * Sends a request and gives its answer.
     *
     * @param library the vendor library's model over the HTTP of this call
     * @param endings why an answer ended, in the library's words
     */
    public static ChatStream open(
            Line line,
            ChatRequest request,
            Function<HttpClientBuilder, StreamingChatModel> library,
            List<dev.langchain4j.data.message.ChatMessage> messages,
            Endings endings) {
        var patience = patience(line.clock(), request);
        var call =
                new StreamingCall(line.endpoint(), line.dialect(), line.model(), line.timers(), line.clock(), patience);
        try {
            library.apply(Connections.of(call))
                    .chat(messages, new Callbacks(call.answer, line.endpoint().service(), endings));
        } catch (RuntimeException e) {
            call.answer.close();
            throw e instanceof ModelException problem
                    ? problem
                    : Failures.unmade(line.endpoint().service(), e);
        }
        return call.answer;
    }

    private static Duration patience(Clock clock, ChatRequest request) {
        var left = Duration.between(clock.instant(), request.deadline());
        return left.compareTo(PATIENCE_MAX) > 0 ? PATIENCE_MAX : left;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("this client streams");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        CompletableFuture<HttpResponse<InputStream>> response;
        var plain = plain(request);
        synchronized (this) {
            if (closed) {
                return;
            }
            response = Connections.client().sendAsync(plain, BodyHandlers.ofInputStream());
            sent = Optional.of(response);
        }
        Thread.ofVirtual().name("model-stream").start(() -> read(response, listener));
    }

    private java.net.http.HttpRequest plain(HttpRequest request) {
        try {
            URI address = URI.create(request.url());
            var plain = java.net.http.HttpRequest.newBuilder(address)
                    .timeout(patience.isPositive() ? patience : Duration.ofMillis(1))
                    .setHeader("Content-Type", "application/json")
                    .setHeader("Accept", "text/event-stream")
                    .method(request.method().name(), BodyPublishers.ofString(request.body()));
            dialect.headers(endpoint, address).forEach(plain::setHeader);
            return plain.build();
        } catch (IllegalArgumentException e) {
            throw Failures.unsendable(endpoint.service());
        }
    }

    private void read(CompletableFuture<HttpResponse<InputStream>> sending, ServerSentEventListener listener) {
        try {
            HttpResponse<InputStream> response = sending.join();
            try (InputStream events = opened(response.body())) {
                new Relay(dialect, endpoint.service(), model, answer, clock).run(response, events, listener);
            }
        } catch (CompletionException e) {
            answer.fail(Failures.unreachable(endpoint.service(), e.getCause() == null ? e : e.getCause()));
        } catch (CancellationException e) {
            answer.fail(new ModelException(Kind.CANCELLED, "The answer was stopped."));
        } catch (IOException e) {
            answer.fail(Failures.broken(endpoint.service()));
        }
    }

    private synchronized InputStream opened(InputStream events) throws IOException {
        if (closed) {
            events.close();
        }
        body = Optional.of(events);
        return events;
    }

    /** Closes the connection; the service sees it go. */
    private void hangUp() {
        Optional<InputStream> open;
        synchronized (this) {
            closed = true;
            sent.ifPresent(sending -> sending.cancel(true));
            open = body;
        }
        if (open.isPresent()) {
            try {
                open.get().close();
            } catch (IOException e) {
                // It is gone, as wanted.
            }
        }
    }
}
