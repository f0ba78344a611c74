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
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** One model of one OpenAI-compatible service. */
public final class OpenAiChat implements ChatModel {
    private static final Duration HEADERS_MAX = Duration.ofMinutes(2);
    private final String model;
    private final Clock clock;
    private final String baseUrl;
    private final String key;
    private final HttpClient http = Wire.streams();

    public OpenAiChat(String baseUrl, String key, String model, Clock clock) {
        this.model = model;
        this.clock = clock;
        this.baseUrl = baseUrl;
        this.key = key;
    }

    @Override
    public String name() {
        return model;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        var call = new StreamingCall(http, HEADERS_MAX);
        var stream = new OpenAiStream(model, Duration.between(clock.instant(), request.deadline()), call::close);
        List<ChatMessage> messages =
                PromptRenderer.render(request).stream().map(OpenAiChat::message).toList();
        try {
            client(call).chat(messages, stream.handler());
        } catch (RuntimeException e) {
            stream.close();
            throw Wire.translate(e, "The model service");
        }
        return stream;
    }

    /** The library's side of one call; the connections below are shared. */
    private OpenAiStreamingChatModel client(StreamingCall call) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(Wire.of(call))
                .baseUrl(baseUrl)
                .apiKey(key)
                .modelName(model)
                .build();
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
