package ai.clara.testkit.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Plays one script into one exchange, streamed or whole. While it stands it writes what means nothing, to notice a close. */
final class Answering {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WATCH = Duration.ofMillis(100);
    private final HttpExchange exchange;
    private final Request request;
    private final AtomicBoolean serverClosed;
    private final OutputStream out;
    private final StringBuilder said = new StringBuilder();

    Answering(HttpExchange exchange, Request request, AtomicBoolean serverClosed) {
        this.exchange = exchange;
        this.request = request;
        this.serverClosed = serverClosed;
        this.out = exchange.getResponseBody();
    }

    /** Returns how it ended. A cut throws after it was noted by the caller. */
    Call.End play(Script script) throws IOException {
        if (script.refusal().isPresent()) {
            refuse(script.refusal().get());
            return Call.End.REFUSED;
        }
        exchange.getResponseHeaders()
                .set("Content-Type", request.streamed() ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, 0);
        try {
            if (request.streamed()) {
                write(chunk("role", "assistant"));
            }
            for (Script.Step step : script.steps()) {
                if (!play(step)) {
                    return Call.End.CUT;
                }
            }
            end();
            return Call.End.COMPLETE;
        } catch (IOException e) {
            return Call.End.CLIENT_CLOSED;
        }
    }

    private boolean play(Script.Step step) throws IOException {
        switch (step) {
            case Script.Step.Say(String piece) -> say(piece);
            case Script.Step.Hold(Gate gate) -> stand(gate, Duration.ofDays(1));
            case Script.Step.Wait(Duration time) -> stand(new Gate(), time);
            case Script.Step.Cut() -> {
                out.flush();
                return false;
            }
            case Script.Step.Refuse refuse ->
                throw new IllegalStateException("an error is the first step: " + refuse.status());
        }
        return !serverClosed.get();
    }

    private void say(String piece) throws IOException {
        said.append(piece);
        if (request.streamed()) {
            write(chunk("content", piece));
        }
    }

    private void stand(Gate gate, Duration bound) throws IOException {
        gate.reach();
        long ends = System.nanoTime() + bound.toNanos();
        for (long left = bound.toNanos(); left > 0 && !serverClosed.get(); left = ends - System.nanoTime()) {
            if (gate.awaitOpen(Duration.ofNanos(Math.min(left, WATCH.toNanos())))) {
                return;
            }
            write(request.streamed() ? ": \n\n" : " ");
        }
    }

    private void end() throws IOException {
        if (!request.streamed()) {
            write(whole());
        } else {
            write(finish());
            if (request.json().path("stream_options").path("include_usage").asBoolean()) {
                ObjectNode last = frame("chat.completion.chunk");
                last.putArray("choices");
                last.set("usage", usage());
                write("data: " + last + "\n\n");
            }
            write("data: [DONE]\n\n");
        }
        out.close();
    }

    private void refuse(Script.Step.Refuse refuse) throws IOException {
        refuse.retryAfterSeconds()
                .ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", Integer.toString(seconds)));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = refuse.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refuse.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            out.write(body);
        }
        exchange.close();
    }

    private String chunk(String field, String value) {
        ObjectNode frame = frame("chat.completion.chunk");
        ObjectNode choice = frame.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta").put(field, value);
        choice.putNull("finish_reason");
        return "data: " + frame + "\n\n";
    }

    private String finish() {
        ObjectNode frame = frame("chat.completion.chunk");
        ObjectNode choice = frame.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", "stop");
        return "data: " + frame + "\n\n";
    }

    private String whole() {
        ObjectNode frame = frame("chat.completion");
        ObjectNode choice =
                frame.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", said.toString());
        frame.set("usage", usage());
        return frame.toString();
    }

    private ObjectNode frame(String kind) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-" + request.number())
                .put("object", kind)
                .put("created", 1_790_000_000L)
                .put("model", request.model());
    }

    /** Words count as tokens here: steady, and never zero for a text. */
    private ObjectNode usage() {
        int prompt = words(request.prompt());
        int completion = words(said.toString());
        return JSON.createObjectNode()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
