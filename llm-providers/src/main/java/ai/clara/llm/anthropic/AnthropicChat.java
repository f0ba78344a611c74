package ai.clara.llm.anthropic;

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
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.time.Clock;

/** One model at Anthropic, or at another service with its dialect. */
public final class AnthropicChat implements ChatModel {
    /** The dialect demands a bound. This is far beyond a chat's answer, and every model that is offered today takes it. */
    private static final int ANSWER_TOKENS_MAX = 8_192;
    /** The library demands a key; what it sends of it is dropped below, where the real one is added. */
    private static final String NO_KEY = "unset";

    private final StreamingCall.Line line;

    public AnthropicChat(Endpoint endpoint, String model, Clock clock) {
        this(endpoint, model, clock, StreamTimers.DEFAULT);
    }

    public AnthropicChat(Endpoint endpoint, String model, Clock clock, StreamTimers timers) {
        this.line = new StreamingCall.Line(endpoint, Dialect.ANTHROPIC, model, timers, clock);
    }

    @Override
    public String name() {
        return line.model();
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return StreamingCall.open(
                line,
                request,
                this::library,
                Messages.of(Alternation.of(PromptRenderer.render(request))),
                StopReason::of);
    }

    private StreamingChatModel library(HttpClientBuilder http) {
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(line.endpoint().baseUrl().toString())
                .apiKey(NO_KEY)
                .modelName(line.model())
                .maxTokens(ANSWER_TOKENS_MAX)
                .build();
    }
}
