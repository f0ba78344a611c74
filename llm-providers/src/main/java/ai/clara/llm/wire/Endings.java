package ai.clara.llm.wire;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import org.jspecify.annotations.Nullable;

/** Why an answer ended; null when the service never said, which is a lost connection. */
@FunctionalInterface
public interface Endings {
    @Nullable
    FinishReason of(ChatResponse response);
}
