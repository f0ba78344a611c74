package ai.clara.testkit.model;

import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One answer of {@link PlainChat}: a thread reads events into a queue. */
final class PlainStream implements ChatStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINE_MAX_BYTES = 1024 * 1024;
    private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
    private final long ends;
    private final Wire wire;
    private final String name;
    private final Clock clock;
    private final CompletableFuture<HttpResponse<InputStream>> sending;
    private volatile boolean closed;
    private Optional<ChatDelta.Reason> reason = Optional.empty();
    private long input;
    private long output;
    private boolean marked;

    private PlainStream(
            Wire wire, String name, Clock clock, Duration time, CompletableFuture<HttpResponse<InputStream>> sending) {
        this.ends = System.nanoTime() + time.toNanos();
        this.wire = wire;
        this.name = name;
        this.clock = clock;
        this.sending = sending;
    }

    static ChatStream open(HttpClient http, HttpRequest post, Wire wire, String name, Duration time, Clock clock) {
        var stream = new PlainStream(wire, name, clock, time, http.sendAsync(post, BodyHandlers.ofInputStream()));
        Thread.ofVirtual().start(stream::run);
        return stream;
    }

    @Override
    public ChatDelta next() {
        Object next = poll();
        if (next instanceof ModelException e) {
            throw e;
        }
        return (ChatDelta) next;
    }

    private Object poll() {
        try {
            Object next = closed ? null : queue.poll(ends - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                Kind kind = closed ? Kind.CANCELLED : Kind.TIMEOUT;
                close();
                return new ModelException(kind, "It was stopped.");
            }
            return next;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            return new ModelException(Kind.CANCELLED, "It was stopped.");
        }
    }

    @Override
    public void close() {
        closed = true;
        queue.add(new ModelException(Kind.CANCELLED, "It was stopped."));
        sending.cancel(true);
        sending.thenAccept(response -> quietly(response.body()));
    }

    private void run() {
        try {
            HttpResponse<InputStream> response = sending.join();
            try (InputStream in = response.body()) {
                if (closed) {
                    return;
                }
                if (response.statusCode() != 200) {
                    throw refusal(response);
                }
                read(in);
            }
        } catch (ModelException e) {
            queue.add(e);
        } catch (CompletionException e) {
            queue.add(new ModelException(Kind.UNREACHABLE, "It cannot be reached.", e));
        } catch (IOException | CancellationException e) {
            queue.add(new ModelException(Kind.TRUNCATED, "It broke off.", e));
        }
    }

    private void read(InputStream in) throws IOException {
        for (Optional<String> line = line(in); line.isPresent() && !marked; line = line(in)) {
            if (line.get().startsWith("data:")) {
                data(line.get().substring(5).strip());
            }
        }
        if (reason.isEmpty() || !marked) {
            throw new ModelException(Kind.TRUNCATED, "It broke off.");
        }
        queue.add(new ChatDelta.Finished(reason.get(), new TokenUsage(input, output), name));
    }

    private void data(String data) throws IOException {
        if (data.equals("[DONE]")) {
            marked = true;
            return;
        }
        JsonNode event = JSON.readTree(data);
        if (event.has("error")) {
            throw new ModelException(Kind.OVERLOADED, "It has a problem.");
        }
        if (!event.has(wire == Wire.OPENAI ? "choices" : "type")) {
            throw new ModelException(Kind.TRUNCATED, "It speaks another language.");
        }
        JsonNode choice = event.path("choices").path(0);
        text(choice.path("delta").path("content").asText("")
                + event.path("delta").path("text").asText(""));
        reason(choice.path("finish_reason").asText("")
                + event.path("delta").path("stop_reason").asText(""));
        input += event.path("usage").path("prompt_tokens").asLong();
        output += event.path("usage").path("completion_tokens").asLong();
        if (event.path("type").asText().equals("message_delta")) {
            input = event.path("usage").path("input_tokens").asLong();
            output = event.path("usage").path("output_tokens").asLong();
        }
        marked |= event.path("type").asText().equals("message_stop");
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            queue.add(new ChatDelta.Text(text));
        }
    }

    private void reason(String word) {
        switch (word) {
            case "stop", "end_turn" -> reason = Optional.of(ChatDelta.Reason.STOP);
            case "length", "max_tokens" -> reason = Optional.of(ChatDelta.Reason.LENGTH);
            case "content_filter", "refusal" -> throw new ModelException(Kind.REFUSED, "It refused.");
            default -> {}
        }
    }

    private ModelException refusal(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        Kind kind = status == 429 || status >= 500
                ? Kind.OVERLOADED
                : status == 401 || status == 403 ? Kind.REFUSED : Kind.BAD_REQUEST;
        Optional<Duration> wait = response.headers().firstValue("Retry-After").flatMap(this::duration);
        return new ModelException(kind, "It answered with an error.", new IOException("status " + status), wait);
    }

    private Optional<Duration> duration(String wait) {
        try {
            if (wait.matches("\\d{1,15}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(wait)));
            }
            return Optional.of(
                    Duration.between(clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(wait))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            line.write(next);
            if (line.size() > LINE_MAX_BYTES) {
                throw new IOException("line too long");
            }
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }

    private static void quietly(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // It is gone.
        }
    }
}
