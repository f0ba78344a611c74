package ai.clara.llm.catalog;

import ai.clara.llm.Endpoint;
import ai.clara.llm.anthropic.AnthropicChat;
import ai.clara.llm.openai.OpenAiChat;
import ai.clara.llm.wire.Dialect;
import ai.clara.llm.wire.ModelList;
import ai.clara.llm.wire.StreamTimers;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Speaks to services, each in its own dialect. */
@Singleton
final class Switchboard {
    private final Settings settings;
    private final Clock clock;

    Switchboard(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    ChatModel chat(Dialect dialect, Endpoint endpoint, String model) {
        var timers = new StreamTimers(
                ModelSettings.seconds(settings, ModelSettings.FIRST_TOKEN),
                ModelSettings.seconds(settings, ModelSettings.TOKEN_GAP));
        return switch (dialect) {
            case OPENAI -> new OpenAiChat(endpoint, model, clock, timers);
            case ANTHROPIC -> new AnthropicChat(endpoint, model, clock, timers);
        };
    }

    /**
     * The names of its models.
     *
     * @throws ModelException when it does not tell
     */
    List<String> models(Dialect dialect, Endpoint endpoint, Duration bound) {
        return ModelList.of(endpoint, dialect, bound);
    }
}
