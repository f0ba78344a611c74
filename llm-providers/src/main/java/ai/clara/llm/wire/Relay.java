package ai.clara.llm.wire;

import ai.clara.llm.wire.EventReader.Event;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Carries the events of one response to the vendor library, and what it would not tell to the answer. */
final class Relay {
    private static final int LINE_BYTES_MAX = 1 << 20;
    private static final long BODY_BYTES_MAX = 16L << 20;
    private static final int REFUSAL_BYTES_MAX = 64 << 10;
    /** How long a service may take to close a body whose last event has come, before its connection is given up. */
    private static final long GOODBYE_MILLIS = 1_000;
    /** Thoughts that are not empty, as the dialects and OpenRouter name them. */
    private static final Pattern THOUGHT =
            Pattern.compile("\"(?:reasoning|reasoning_content|thinking)\"\\s*:\\s*\"[^\"]");

    private final Dialect dialect;
    private final String service;
    private final String model;
    private final AnswerStream answer;
    private final Clock clock;

    Relay(Dialect dialect, String service, String model, AnswerStream answer, Clock clock) {
        this.dialect = dialect;
        this.service = service;
        this.model = model;
        this.answer = answer;
        this.clock = clock;
    }

    /** Returns when the body is at its end; then the answer has an ending. */
    void run(HttpResponse<InputStream> response, InputStream body, ServerSentEventListener listener) {
        if (response.statusCode() / 100 != 2 || !streams(response)) {
            refuse(response, body);
            return;
        }
        listener.onOpen(SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .build());
        try {
            events(new EventReader(body, LINE_BYTES_MAX, BODY_BYTES_MAX), listener, body);
            end(listener);
            drain(body);
        } catch (EventReader.TooLong e) {
            answer.fail(Failures.tooLong(service));
        } catch (IOException e) {
            // Asked here too: a model that has said why it stopped has said everything.
            end(listener);
        }
    }

    private void events(EventReader reader, ServerSentEventListener listener, InputStream body) throws IOException {
        var context = new ServerSentEventContext(new DefaultServerSentEventParsingHandle(body));
        var next = reader.next();
        while (next.isPresent() && goesOn(next.get(), listener, context)) {
            next = reader.next();
        }
    }

    private boolean goesOn(Event event, ServerSentEventListener listener, ServerSentEventContext context) {
        if (event.data().strip().equals("[DONE]")) {
            return false;
        }
        Optional<Complaint> complaint = Complaint.in(event.name(), event.data());
        if (complaint.isPresent()) {
            answer.fail(complaint.get().problem(service, model, Optional.empty()));
            return false;
        }
        if (THOUGHT.matcher(event.data()).find()) {
            answer.thinks();
        }
        try {
            String name = dialect.nameOf(event);
            listener.onEvent(new ServerSentEvent(name, event.data()), context);
            return !name.equals("message_stop");
        } catch (JsonProcessingException | RuntimeException e) {
            answer.fail(Failures.unreadable(service, e));
            return false;
        }
    }

    /** Asks the library for its ending; one that has none has lost the connection. */
    private void end(ServerSentEventListener listener) {
        try {
            listener.onClose();
        } catch (RuntimeException e) {
            answer.fail(Failures.unreadable(service, e));
        }
        answer.fail(Failures.broken(service));
    }

    /** A body read to its end leaves a connection for the next call. */
    private static byte[] drain(InputStream body) throws IOException {
        var giveUp = CompletableFuture.runAsync(
                () -> close(body), CompletableFuture.delayedExecutor(GOODBYE_MILLIS, TimeUnit.MILLISECONDS));
        try {
            return body.readNBytes(REFUSAL_BYTES_MAX);
        } finally {
            giveUp.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // It is gone, as wanted.
        }
    }

    private void refuse(HttpResponse<InputStream> response, InputStream body) {
        String text = "";
        try {
            text = new String(drain(body), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // The status says enough.
        }
        Optional<Complaint> complaint = response.statusCode() / 100 == 2
                ? Complaint.in("", text)
                : Optional.of(Complaint.of(response.statusCode(), text));
        answer.fail(complaint
                .map(told -> told.problem(service, model, RetryAfter.of(response.headers(), clock)))
                .orElseGet(() -> Failures.strange(service)));
    }

    /** Some servers call a stream plain text; a page or a whole object is none. */
    private static boolean streams(HttpResponse<InputStream> response) {
        String type = response.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
        return !type.startsWith("application/json") && !type.startsWith("text/html");
    }
}
