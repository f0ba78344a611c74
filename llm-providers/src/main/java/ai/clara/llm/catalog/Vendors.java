package ai.clara.llm.catalog;

import ai.clara.llm.wire.Dialect;
import ai.clara.spi.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every service Clara knows by name, in the order in which their keys are looked for. */
final class Vendors {
    static final Vendor OPENROUTER = new Vendor(
            "openrouter",
            "OpenRouter",
            "OpenRouter",
            Dialect.OPENAI,
            Optional.of(ModelSettings.OPENROUTER_KEY),
            ModelSettings.OPENROUTER_BASE_URL,
            "https://openrouter.ai/api/v1",
            "",
            new TierModels(
                    ModelSettings.OPENROUTER_MODEL,
                    ModelSettings.OPENROUTER_MODEL_HIGH,
                    ModelSettings.OPENROUTER_MODEL_MID,
                    ModelSettings.OPENROUTER_MODEL_LOW),
            Map.of("HTTP-Referer", ModelSettings.OPENROUTER_SITE, "X-Title", ModelSettings.OPENROUTER_TITLE));
    static final Vendor NANOGPT = new Vendor(
            "nanogpt",
            "NanoGPT",
            "NanoGPT",
            Dialect.OPENAI,
            Optional.of(ModelSettings.NANOGPT_KEY),
            ModelSettings.NANOGPT_BASE_URL,
            "https://nano-gpt.com/api/v1",
            "",
            new TierModels(
                    ModelSettings.NANOGPT_MODEL,
                    ModelSettings.NANOGPT_MODEL_HIGH,
                    ModelSettings.NANOGPT_MODEL_MID,
                    ModelSettings.NANOGPT_MODEL_LOW),
            Map.of());
    static final Vendor OPENAI = new Vendor(
            "openai",
            "OpenAI",
            "Custom OpenAI",
            Dialect.OPENAI,
            Optional.of(ModelSettings.KEY),
            ModelSettings.BASE_URL,
            "https://api.openai.com/v1",
            "",
            new TierModels(
                    ModelSettings.MODEL, ModelSettings.MODEL_HIGH, ModelSettings.MODEL_MID, ModelSettings.MODEL_LOW),
            Map.of(
                    "CF-Access-Client-Id", ModelSettings.CF_ACCESS_CLIENT_ID,
                    "CF-Access-Client-Secret", ModelSettings.CF_ACCESS_CLIENT_SECRET));
    static final Vendor ANTHROPIC = new Vendor(
            "anthropic",
            "Anthropic",
            "Anthropic",
            Dialect.ANTHROPIC,
            Optional.of(ModelSettings.ANTHROPIC_KEY),
            ModelSettings.ANTHROPIC_BASE_URL,
            "https://api.anthropic.com/v1",
            "/v1",
            new TierModels(
                    ModelSettings.ANTHROPIC_MODEL,
                    ModelSettings.ANTHROPIC_MODEL_HIGH,
                    ModelSettings.ANTHROPIC_MODEL_MID,
                    ModelSettings.ANTHROPIC_MODEL_LOW),
            Map.of());
    static final Vendor DEEPSEEK = new Vendor(
            "deepseek",
            "DeepSeek",
            "DeepSeek",
            Dialect.OPENAI,
            Optional.of(ModelSettings.DEEPSEEK_KEY),
            ModelSettings.DEEPSEEK_BASE_URL,
            "https://api.deepseek.com/v1",
            "",
            new TierModels(
                    ModelSettings.DEEPSEEK_MODEL,
                    ModelSettings.DEEPSEEK_MODEL_HIGH,
                    ModelSettings.DEEPSEEK_MODEL_MID,
                    ModelSettings.DEEPSEEK_MODEL_LOW),
            Map.of());
    static final Vendor ZAI = new Vendor(
            "zai",
            "Z.ai",
            "Z.ai",
            Dialect.OPENAI,
            Optional.of(ModelSettings.ZAI_KEY),
            ModelSettings.ZAI_BASE_URL,
            "https://api.z.ai/api/paas/v4",
            "",
            new TierModels(
                    ModelSettings.ZAI_MODEL,
                    ModelSettings.ZAI_MODEL_HIGH,
                    ModelSettings.ZAI_MODEL_MID,
                    ModelSettings.ZAI_MODEL_LOW),
            Map.of());
    static final Vendor OLLAMA = new Vendor(
            "ollama",
            "Ollama",
            "Ollama",
            Dialect.OPENAI,
            Optional.empty(),
            ModelSettings.OLLAMA_BASE_URL,
            "http://localhost:11434",
            "/v1",
            new TierModels(
                    ModelSettings.OLLAMA_MODEL,
                    ModelSettings.OLLAMA_MODEL_HIGH,
                    ModelSettings.OLLAMA_MODEL_MID,
                    ModelSettings.OLLAMA_MODEL_LOW),
            Map.of());

    static final List<Vendor> ALL = List.of(OPENROUTER, NANOGPT, OPENAI, ANTHROPIC, DEEPSEEK, ZAI, OLLAMA);

    private Vendors() {}

    static Optional<Vendor> named(String word) {
        return ALL.stream().filter(vendor -> vendor.word().equals(word)).findFirst();
    }

    /** All words, for people. */
    static String words() {
        return String.join(", ", ALL.stream().map(Vendor::word).toList());
    }

    static List<Setting> settings() {
        return ALL.stream().flatMap(vendor -> vendor.settings().stream()).toList();
    }
}
