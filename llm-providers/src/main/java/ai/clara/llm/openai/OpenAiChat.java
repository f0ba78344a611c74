package ai.clara.llm.openai;

import ai.clara.llm.PromptRenderer;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** One model of one OpenAI-compatible service. */
public final class OpenAiChat implements ChatModel {
    private static final Duration CALL_MAX = Duration.ofMinutes(5);
    private final String model;
    private final Clock clock;
    private final OpenAiStreamingChatModel client;

    public OpenAiChat(String baseUrl, String key, String model, Clock clock) {
        this.model = model;
        this.clock = clock;
        this.client = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(Wire.http())
                .baseUrl(baseUrl)
                .apiKey(key)
                .modelName(model)
                .timeout(CALL_MAX)
                .build();
    }

    @Override
    public String name() {
        return model;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        var stream = new OpenAiStream(Duration.between(clock.instant(), request.deadline()));
        List<ChatMessage> messages =
                PromptRenderer.render(request).stream().map(OpenAiChat::message).toList();
        try {
            client.chat(messages, stream.handler());
        } catch (RuntimeException e) {
            throw Wire.translate(e, "The model service");
        }
        return stream;
    }

    private static ChatMessage message(PromptRenderer.Line line) {
        // The service refuses empty text.
        String text = line.text().isBlank() ? "(no words)" : line.text();
        return switch (line.voice()) {
            case SYSTEM -> SystemMessage.from(text);
            case PERSON -> UserMessage.from(text);
            case CLARA -> AiMessage.from(text);
        };
    }
}
