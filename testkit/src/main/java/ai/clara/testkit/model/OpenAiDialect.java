package ai.clara.testkit.model;

import ai.clara.spi.chat.TokenUsage;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Chat completions of OpenAI, with the errors OpenRouter sends inside a stream. */
final class OpenAiDialect implements Dialect {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHUNK = "chat.completion.chunk";
    private static final String DONE = "data: [DONE]\n\n";
    private final Request request;

    OpenAiDialect(Request request) {
        this.request = request;
    }

    @Override
    public String begin() {
        return delta("role", "assistant");
    }

    @Override
    public String piece(String text) {
        return delta("content", text);
    }

    @Override
    public String keepAlive() {
        return ": OPENROUTER PROCESSING\n\n";
    }

    @Override
    public String failure(Script.Failure failure) {
        return switch (failure) {
            case BARE -> event(error(JSON.createObjectNode()));
            case ENDED -> event(error(stopped("error"))) + DONE;
        };
    }

    @Override
    public String end(Script.Ending ending, Optional<TokenUsage> usage) {
        if (ending == Script.Ending.NONE) {
            return "";
        }
        String last = event(stopped(reason(ending)));
        if (usage.isPresent()
                && request.json().path("stream_options").path("include_usage").asBoolean()) {
            ObjectNode counted = frame(CHUNK);
            counted.putArray("choices");
            last += event(counted.set("usage", count(usage.get())));
        }
        return last + DONE;
    }

    @Override
    public String whole(String text, Script.Ending ending, Optional<TokenUsage> usage) {
        ObjectNode frame = frame("chat.completion");
        ObjectNode choice = frame.putArray("choices").addObject().put("index", 0);
        choice.put("finish_reason", ending == Script.Ending.NONE ? null : reason(ending));
        choice.putObject("message").put("role", "assistant").put("content", text);
        usage.ifPresent(tokens -> frame.set("usage", count(tokens)));
        return frame.toString();
    }

    @Override
    public String refusal(int status, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", status == 429 ? "rate_limit" : "scripted")
                .putNull("code");
        return body.toString();
    }

    private static String reason(Script.Ending ending) {
        return switch (ending) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case FILTERED -> "content_filter";
            case NONE -> throw new IllegalArgumentException("no reason");
        };
    }

    private ObjectNode stopped(String reason) {
        ObjectNode frame = frame(CHUNK);
        ObjectNode choice = frame.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", reason);
        return frame;
    }

    private static ObjectNode error(ObjectNode frame) {
        frame.putObject("error")
                .put("code", 502)
                .put("type", "overloaded_error")
                .put("message", "scripted: overloaded");
        return frame;
    }

    private String delta(String field, String value) {
        ObjectNode frame = frame(CHUNK);
        ObjectNode choice = frame.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta").put(field, value);
        choice.putNull("finish_reason");
        return event(frame);
    }

    private ObjectNode frame(String kind) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-%06d".formatted(request.number()))
                .put("object", kind)
                .put("created", 1_790_000_000L)
                .put("model", request.model());
    }

    private static ObjectNode count(TokenUsage usage) {
        return JSON.createObjectNode()
                .put("prompt_tokens", usage.inputTokens())
                .put("completion_tokens", usage.outputTokens())
                .put("total_tokens", usage.inputTokens() + usage.outputTokens());
    }

    private static String event(Object frame) {
        return "data: " + frame + "\n\n";
    }
}
