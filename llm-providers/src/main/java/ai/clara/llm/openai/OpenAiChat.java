package ai.clara.llm.openai;

import ai.clara.llm.Endpoint;
import ai.clara.llm.PromptRenderer;
import ai.clara.llm.wire.Dialect;
import ai.clara.llm.wire.Messages;
import ai.clara.llm.wire.StreamTimers;
import ai.clara.llm.wire.StreamingCall;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Clock;

/** One model of one OpenAI-compatible service. */
public final class OpenAiChat implements ChatModel {
    private final StreamingCall.Line line;

    public OpenAiChat(Endpoint endpoint, String model, Clock clock) {
        this(endpoint, model, clock, StreamTimers.DEFAULT);
    }

    public OpenAiChat(Endpoint endpoint, String model, Clock clock, StreamTimers timers) {
        this.line = new StreamingCall.Line(endpoint, Dialect.OPENAI, model, timers, clock);
    }

    @Override
    public String name() {
        return line.model();
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return StreamingCall.open(
                line, request, this::library, Messages.of(PromptRenderer.render(request)), ChatResponse::finishReason);
    }

    /** The library's side of one call; it never sees the key. */
    private StreamingChatModel library(HttpClientBuilder http) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(line.endpoint().baseUrl().toString())
                .modelName(line.model())
                .build();
    }
}
