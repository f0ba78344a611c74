package ai.clara.llm.catalog;

import ai.clara.spi.model.Tier;
import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Which model talks. */
@Singleton
final class ModelSettings implements SettingGroup {
    static final String OFFLINE = "offline";
    static final String OPENAI = "openai";

    static final Setting PROVIDER = Setting.choice(
            "LLM_PROVIDER",
            "",
            "Which service answers; without it Clara answers by fixed rules on this machine. Words today: openai, offline.",
            OFFLINE,
            OPENAI,
            "openrouter",
            "nanogpt",
            "anthropic",
            "ollama");
    static final Setting KEY = Setting.text(
                    "CUSTOM_OPENAI_API_KEY",
                    "",
                    "Key of the OpenAI-compatible service; used only with LLM_PROVIDER=openai.")
            .asSecret();
    static final Setting BASE_URL = Setting.text(
            "CUSTOM_OPENAI_BASE_URL", "https://api.openai.com/v1", "Address of the OpenAI-compatible service.");
    static final Setting MODEL = Setting.text("CUSTOM_OPENAI_MODEL", "gpt-4o", "Model that talks.");
    static final Setting MODEL_HIGH =
            Setting.text("CUSTOM_OPENAI_MODEL_HIGH", "", "Model of the high tier; CUSTOM_OPENAI_MODEL when unset.");
    static final Setting MODEL_MID =
            Setting.text("CUSTOM_OPENAI_MODEL_MID", "", "Model of the middle tier; CUSTOM_OPENAI_MODEL when unset.");
    static final Setting MODEL_LOW =
            Setting.text("CUSTOM_OPENAI_MODEL_LOW", "", "Model of the low tier; CUSTOM_OPENAI_MODEL when unset.");

    @Override
    public String title() {
        return "Language model";
    }

    @Override
    public List<Setting> settings() {
        return List.of(PROVIDER, KEY, BASE_URL, MODEL, MODEL_HIGH, MODEL_MID, MODEL_LOW);
    }

    static String model(Settings settings, Optional<Tier> tier) {
        return tier.flatMap(wanted -> settings.find(
                        switch (wanted) {
                            case HIGH -> MODEL_HIGH;
                            case MID -> MODEL_MID;
                            case LOW -> MODEL_LOW;
                        }))
                .orElseGet(() -> settings.text(MODEL));
    }

    /** What stops the start, as one sentence. */
    static Optional<String> problem(Settings settings) {
        String provider = settings.text(PROVIDER);
        return switch (provider) {
            case "", OFFLINE -> Optional.empty();
            case OPENAI ->
                settings.find(KEY).isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                "LLM_PROVIDER=openai needs CUSTOM_OPENAI_API_KEY; set it, or leave LLM_PROVIDER out for the offline model.");
            default ->
                Optional.of(
                        "LLM_PROVIDER=" + provider
                                + " comes later; today set openai for any OpenAI-compatible service, or leave it out for the offline model.");
        };
    }
}
