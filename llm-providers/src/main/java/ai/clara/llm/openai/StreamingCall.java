package ai.clara.llm.openai;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The HTTP of one streamed call. The vendor library offers something to cancel only once the first word has come; this closes the
 * connection at any moment, before its headers too.
 */
final class StreamingCall implements dev.langchain4j.http.client.HttpClient, AutoCloseable {
    private final HttpClient http;
    private final Duration headersMax;
    private Optional<CompletableFuture<HttpResponse<InputStream>>> sent = Optional.empty();
    private Optional<InputStream> body = Optional.empty();
    private boolean closed;

    StreamingCall(HttpClient http, Duration headersMax) {
        this.http = http;
        this.headersMax = headersMax;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("this client streams");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        CompletableFuture<HttpResponse<InputStream>> response;
        synchronized (this) {
            if (closed) {
                throw new CancellationException("closed before it was sent");
            }
            response = http.sendAsync(plain(request), BodyHandlers.ofInputStream());
            sent = Optional.of(response);
        }
        Thread.ofVirtual().name("model-stream").start(() -> read(response, parser, listener));
    }

    private void read(
            CompletableFuture<HttpResponse<InputStream>> sending,
            ServerSentEventParser parser,
            ServerSentEventListener listener) {
        try {
            HttpResponse<InputStream> response = sending.join();
            try (InputStream events = opened(response.body())) {
                if (response.statusCode() / 100 == 2) {
                    listener.onOpen(SuccessfulHttpResponse.builder()
                            .statusCode(response.statusCode())
                            .headers(response.headers().map())
                            .build());
                    parser.parse(events, listener);
                    listener.onClose();
                } else {
                    String text = new String(events.readAllBytes(), StandardCharsets.UTF_8);
                    listener.onError(new HttpException(response.statusCode(), text));
                }
            }
        } catch (CompletionException e) {
            boolean late = e.getCause() instanceof HttpTimeoutException;
            listener.onError(late ? new TimeoutException(e.getCause()) : e);
        } catch (CancellationException | IOException e) {
            listener.onError(e);
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
    @Override
    public void close() {
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

    private java.net.http.HttpRequest plain(HttpRequest request) {
        var plain = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(headersMax)
                .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> plain.header(name, value)));
        return plain.build();
    }
}
