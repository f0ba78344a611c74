package ai.clara.gateway.wire;

import ai.clara.spi.chat.TokenUsage;
import java.time.Instant;

/**
 * One answer in OpenAI's format: whole as {@code chat.completion}, in pieces as server-sent events of
 * {@code chat.completion.chunk}.
 *
 * @param model as it was asked for
 * @param countsInStream whether a stream ends with what the model counted
 */
public record Completion(String id, Instant created, String model, boolean countsInStream) {
    /** After it nothing comes. */
    public static final String END = "data: [DONE]\n\n";

    /** Keeps a connection open; readers of events skip it. */
    public static final String STILL_HERE = ": still working\n\n";

    public String whole(String text, TokenUsage usage) {
        return head("chat.completion") + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                + Quoted.of(text) + ",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":"
                + counts(usage) + "}";
    }

    /** The first event. */
    public String begin() {
        return choice("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    }

    public String piece(CharSequence text) {
        return choice("{\"content\":" + Quoted.of(text) + "}", "null");
    }

    /** All that follows the text. */
    public String finish(TokenUsage usage) {
        String counted = countsInStream
                ? "data: " + head("chat.completion.chunk") + ",\"choices\":[],\"usage\":" + counts(usage) + "}\n\n"
                : "";
        return choice("{}", "\"stop\"") + counted + END;
    }

    /** The event of a failure after the first piece; nothing comes after it, not even the end. */
    public static String broken(Refusal refusal) {
        return "data: " + refusal.json() + "\n\n";
    }

    private String choice(String delta, String reason) {
        return "data: " + head("chat.completion.chunk") + ",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"logprobs\":null,\"finish_reason\":" + reason + "}]" + (countsInStream ? ",\"usage\":null" : "")
                + "}\n\n";
    }

    private String head(String object) {
        return "{\"id\":" + Quoted.of(id) + ",\"object\":\"" + object + "\",\"created\":" + created.getEpochSecond()
                + ",\"model\":" + Quoted.of(model);
    }

    private static String counts(TokenUsage usage) {
        return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
                .formatted(usage.inputTokens(), usage.outputTokens(), usage.inputTokens() + usage.outputTokens());
    }
}
