package ai.clara.llm.anthropic;

import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import org.jspecify.annotations.Nullable;

/** Why an answer ended. The library has one word for the dialect's rarer reasons, so the event that told is read again. */
final class StopReason {
    private StopReason() {}

    static @Nullable FinishReason of(ChatResponse response) {
        FinishReason reason = response.finishReason();
        if (reason != FinishReason.OTHER || !(response.metadata() instanceof AnthropicChatResponseMetadata metadata)) {
            return reason;
        }
        return metadata.rawServerSentEvents().stream()
                .filter(event -> "message_delta".equals(event.event()))
                .map(event -> reason(event.data()))
                .filter(told -> told != FinishReason.OTHER)
                .findFirst()
                .orElse(FinishReason.OTHER);
    }

    private static FinishReason reason(String data) {
        if (data.contains("\"refusal\"")) {
            return FinishReason.CONTENT_FILTER;
        }
        return data.contains("\"model_context_window_exceeded\"") ? FinishReason.LENGTH : FinishReason.OTHER;
    }
}
