package ai.clara.testkit.model;

import ai.clara.spi.chat.TokenUsage;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages of Anthropic. */
final class AnthropicDialect implements Dialect {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Integer, String> ERRORS = Map.of(
            400, "invalid_request_error",
            401, "authentication_error",
            403, "permission_error",
            404, "not_found_error",
            413, "request_too_large",
            429, "rate_limit_error",
            529, "overloaded_error");
    private final Request request;

    AnthropicDialect(Request request) {
        this.request = request;
    }

    @Override
    public String begin() {
        ObjectNode start = frame("message_start");
        ObjectNode message = message(null);
        message.putArray("content");
        message.set("usage", count(new TokenUsage(Words.of(request.prompt()), 1)));
        start.set("message", message);
        ObjectNode block = frame("content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        return event(start) + event(block) + keepAlive();
    }

    @Override
    public String piece(String text) {
        ObjectNode frame = frame("content_block_delta").put("index", 0);
        frame.putObject("delta").put("type", "text_delta").put("text", text);
        return event(frame);
    }

    @Override
    public String keepAlive() {
        return event(frame("ping"));
    }

    @Override
    public String failure(Script.Failure failure) {
        String error = event(error("overloaded_error", "scripted: overloaded"));
        return switch (failure) {
            case BARE -> error;
            case ENDED -> error + event(frame("message_stop"));
        };
    }

    @Override
    public String end(Script.Ending ending, Optional<TokenUsage> usage) {
        if (ending == Script.Ending.NONE) {
            return "";
        }
        ObjectNode delta = frame("message_delta");
        delta.putObject("delta").put("stop_reason", reason(ending)).putNull("stop_sequence");
        usage.ifPresent(tokens -> delta.set("usage", count(tokens)));
        return event(frame("content_block_stop").put("index", 0)) + event(delta) + event(frame("message_stop"));
    }

    @Override
    public String whole(String text, Script.Ending ending, Optional<TokenUsage> usage) {
        ObjectNode message = message(ending == Script.Ending.NONE ? null : reason(ending));
        message.putArray("content").addObject().put("type", "text").put("text", text);
        usage.ifPresent(tokens -> message.set("usage", count(tokens)));
        return message.toString();
    }

    @Override
    public String refusal(int status, String message) {
        return error(ERRORS.getOrDefault(status, "api_error"), message).toString();
    }

    private static String reason(Script.Ending ending) {
        return switch (ending) {
            case STOP -> "end_turn";
            case LENGTH -> "max_tokens";
            case FILTERED -> "refusal";
            case NONE -> throw new IllegalArgumentException("no reason");
        };
    }

    private ObjectNode message(@Nullable String reason) {
        return JSON.createObjectNode()
                .put("id", "msg_%06d".formatted(request.number()))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", request.model())
                .put("stop_reason", reason)
                .putNull("stop_sequence");
    }

    private static ObjectNode error(String type, String message) {
        ObjectNode frame = frame("error");
        frame.putObject("error").put("type", type).put("message", message);
        return frame;
    }

    private static ObjectNode count(TokenUsage usage) {
        return JSON.createObjectNode()
                .put("input_tokens", usage.inputTokens())
                .put("output_tokens", usage.outputTokens());
    }

    private static ObjectNode frame(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static String event(ObjectNode frame) {
        return "event: " + frame.path("type").asText() + "\ndata: " + frame + "\n\n";
    }
}
