package ai.clara.llm.catalog;

import ai.clara.llm.offline.OfflineModel;
import ai.clara.llm.openai.OpenAiChat;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Tier;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Models by role and tier, as the settings choose them. Both roles share one provider so far. */
@Singleton
final class ModelCatalog implements Models {
    private final Settings settings;
    private final Clock clock;
    private final OfflineModel offline;
    private final Map<String, ChatModel> remote = new ConcurrentHashMap<>();

    ModelCatalog(Settings settings, Clock clock, OfflineModel offline) {
        this.settings = settings;
        this.clock = clock;
        this.offline = offline;
    }

    @Override
    public ChatModel chat(Role role, Optional<Tier> tier) {
        return talksRemotely() ? remote.computeIfAbsent(ModelSettings.model(settings, tier), this::connect) : offline;
    }

    @Override
    public String because() {
        if (talksRemotely()) {
            return "model: " + settings.text(ModelSettings.MODEL) + " at " + settings.text(ModelSettings.BASE_URL)
                    + ", because LLM_PROVIDER is openai; what you say is sent there";
        }
        return settings.find(ModelSettings.PROVIDER).isEmpty()
                ? "model: offline, because no LLM_PROVIDER is set; set LLM_PROVIDER and a key to add a real one"
                : "model: offline, because LLM_PROVIDER is " + settings.text(ModelSettings.PROVIDER);
    }

    private boolean talksRemotely() {
        return settings.text(ModelSettings.PROVIDER).equals(ModelSettings.OPENAI)
                && ModelSettings.problem(settings).isEmpty();
    }

    private ChatModel connect(String model) {
        return new OpenAiChat(settings.text(ModelSettings.BASE_URL), settings.text(ModelSettings.KEY), model, clock);
    }
}
