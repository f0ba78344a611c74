package ai.clara.llm.catalog;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Which service and which model talk. */
@Singleton
final class ModelSettings implements SettingGroup {
    static final String OFFLINE = "offline";

    static final Setting PROVIDER = Setting.choice(
            "LLM_PROVIDER",
            "",
            "Which service answers; when unset, the first whose key is set, and without any Clara answers by fixed rules on this machine.",
            "openrouter",
            "nanogpt",
            "openai",
            "anthropic",
            "deepseek",
            "zai",
            "ollama",
            OFFLINE);
    static final Setting FALLBACK = Setting.text(
            "LLM_FALLBACK",
            "",
            "Who answers when the first fails, in order and at most five: provider:model,provider:model.");
    static final Setting FIRST_TOKEN = Setting.number(
            "LLM_FIRST_TOKEN_SECONDS", 60, 1, 3600, "Seconds to wait for the first piece of a model's answer.");
    static final Setting TOKEN_GAP = Setting.number(
            "LLM_TOKEN_GAP_SECONDS", 30, 1, 3600, "Seconds to wait for each further piece of a model's answer.");
    static final Setting OPENROUTER_KEY =
            Setting.text("OPENROUTER_API_KEY", "", "Key of OpenRouter.").asSecret();
    static final Setting OPENROUTER_BASE_URL =
            Setting.text("OPENROUTER_BASE_URL", "https://openrouter.ai/api/v1", "Address of OpenRouter.");
    static final Setting OPENROUTER_MODEL =
            Setting.text("OPENROUTER_MODEL", "anthropic/claude-sonnet-4", "Model that talks at OpenRouter.");
    static final Setting OPENROUTER_MODEL_HIGH = Setting.text(
            "OPENROUTER_MODEL_HIGH", "", "Model of the high tier at OpenRouter; OPENROUTER_MODEL when unset.");
    static final Setting OPENROUTER_MODEL_MID = Setting.text(
            "OPENROUTER_MODEL_MID", "", "Model of the middle tier at OpenRouter; OPENROUTER_MODEL when unset.");
    static final Setting OPENROUTER_MODEL_LOW = Setting.text(
            "OPENROUTER_MODEL_LOW", "", "Model of the low tier at OpenRouter; OPENROUTER_MODEL when unset.");
    static final Setting OPENROUTER_SITE =
            Setting.text("OPENROUTER_SITE", "", "Address of your site, told to OpenRouter as HTTP-Referer.");
    static final Setting OPENROUTER_TITLE =
            Setting.text("OPENROUTER_TITLE", "", "Name of your program, told to OpenRouter as X-Title.");
    static final Setting NANOGPT_KEY =
            Setting.text("NANOGPT_API_KEY", "", "Key of NanoGPT.").asSecret();
    static final Setting NANOGPT_BASE_URL =
            Setting.text("NANOGPT_BASE_URL", "https://nano-gpt.com/api/v1", "Address of NanoGPT.");
    static final Setting NANOGPT_MODEL =
            Setting.text("NANOGPT_MODEL", "moonshotai/Kimi-K2-Instruct-0905", "Model that talks at NanoGPT.");
    static final Setting NANOGPT_MODEL_HIGH =
            Setting.text("NANOGPT_MODEL_HIGH", "", "Model of the high tier at NanoGPT; NANOGPT_MODEL when unset.");
    static final Setting NANOGPT_MODEL_MID =
            Setting.text("NANOGPT_MODEL_MID", "", "Model of the middle tier at NanoGPT; NANOGPT_MODEL when unset.");
    static final Setting NANOGPT_MODEL_LOW =
            Setting.text("NANOGPT_MODEL_LOW", "", "Model of the low tier at NanoGPT; NANOGPT_MODEL when unset.");
    static final Setting KEY = Setting.text("CUSTOM_OPENAI_API_KEY", "", "Key of the OpenAI-compatible service.")
            .asSecret();
    static final Setting BASE_URL = Setting.text(
            "CUSTOM_OPENAI_BASE_URL", "https://api.openai.com/v1", "Address of the OpenAI-compatible service.");
    static final Setting MODEL =
            Setting.text("CUSTOM_OPENAI_MODEL", "gpt-4o", "Model that talks at the OpenAI-compatible service.");
    static final Setting MODEL_HIGH = Setting.text(
            "CUSTOM_OPENAI_MODEL_HIGH",
            "",
            "Model of the high tier at the OpenAI-compatible service; CUSTOM_OPENAI_MODEL when unset.");
    static final Setting MODEL_MID = Setting.text(
            "CUSTOM_OPENAI_MODEL_MID",
            "",
            "Model of the middle tier at the OpenAI-compatible service; CUSTOM_OPENAI_MODEL when unset.");
    static final Setting MODEL_LOW = Setting.text(
            "CUSTOM_OPENAI_MODEL_LOW",
            "",
            "Model of the low tier at the OpenAI-compatible service; CUSTOM_OPENAI_MODEL when unset.");
    static final Setting CF_ACCESS_CLIENT_ID = Setting.text(
            "CF_ACCESS_CLIENT_ID",
            "",
            "Id of a service token of Cloudflare Access, sent to the host of CUSTOM_OPENAI_BASE_URL only.");
    static final Setting CF_ACCESS_CLIENT_SECRET = Setting.text(
                    "CF_ACCESS_CLIENT_SECRET", "", "Secret of that service token.")
            .asSecret();
    static final Setting ANTHROPIC_KEY =
            Setting.text("ANTHROPIC_API_KEY", "", "Key of Anthropic.").asSecret();
    static final Setting ANTHROPIC_BASE_URL = Setting.text(
            "ANTHROPIC_BASE_URL",
            "",
            "Address of Anthropic or of a proxy that speaks its language; https://api.anthropic.com/v1 when unset, and /v1 is added where it is missing.");
    static final Setting ANTHROPIC_MODEL =
            Setting.text("ANTHROPIC_MODEL", "claude-sonnet-4-5", "Model that talks at Anthropic.");
    static final Setting ANTHROPIC_MODEL_HIGH = Setting.text(
            "ANTHROPIC_MODEL_HIGH", "", "Model of the high tier at Anthropic; ANTHROPIC_MODEL when unset.");
    static final Setting ANTHROPIC_MODEL_MID = Setting.text(
            "ANTHROPIC_MODEL_MID", "", "Model of the middle tier at Anthropic; ANTHROPIC_MODEL when unset.");
    static final Setting ANTHROPIC_MODEL_LOW =
            Setting.text("ANTHROPIC_MODEL_LOW", "", "Model of the low tier at Anthropic; ANTHROPIC_MODEL when unset.");
    static final Setting DEEPSEEK_KEY =
            Setting.text("DEEPSEEK_API_KEY", "", "Key of DeepSeek.").asSecret();
    static final Setting DEEPSEEK_BASE_URL =
            Setting.text("DEEPSEEK_BASE_URL", "https://api.deepseek.com/v1", "Address of DeepSeek.");
    static final Setting DEEPSEEK_MODEL =
            Setting.text("DEEPSEEK_MODEL", "deepseek-chat", "Model that talks at DeepSeek.");
    static final Setting DEEPSEEK_MODEL_HIGH =
            Setting.text("DEEPSEEK_MODEL_HIGH", "", "Model of the high tier at DeepSeek; DEEPSEEK_MODEL when unset.");
    static final Setting DEEPSEEK_MODEL_MID =
            Setting.text("DEEPSEEK_MODEL_MID", "", "Model of the middle tier at DeepSeek; DEEPSEEK_MODEL when unset.");
    static final Setting DEEPSEEK_MODEL_LOW =
            Setting.text("DEEPSEEK_MODEL_LOW", "", "Model of the low tier at DeepSeek; DEEPSEEK_MODEL when unset.");
    static final Setting ZAI_KEY =
            Setting.text("ZAI_API_KEY", "", "Key of Z.ai.").asSecret();
    static final Setting ZAI_BASE_URL =
            Setting.text("ZAI_BASE_URL", "https://api.z.ai/api/paas/v4", "Address of Z.ai.");
    static final Setting ZAI_MODEL = Setting.text("ZAI_MODEL", "glm-4.6", "Model that talks at Z.ai.");
    static final Setting ZAI_MODEL_HIGH =
            Setting.text("ZAI_MODEL_HIGH", "", "Model of the high tier at Z.ai; ZAI_MODEL when unset.");
    static final Setting ZAI_MODEL_MID =
            Setting.text("ZAI_MODEL_MID", "", "Model of the middle tier at Z.ai; ZAI_MODEL when unset.");
    static final Setting ZAI_MODEL_LOW =
            Setting.text("ZAI_MODEL_LOW", "", "Model of the low tier at Z.ai; ZAI_MODEL when unset.");
    static final Setting OLLAMA_BASE_URL = Setting.text(
            "OLLAMA_BASE_URL", "http://localhost:11434", "Address of Ollama; /v1 is added where it is missing.");
    static final Setting OLLAMA_MODEL = Setting.text("OLLAMA_MODEL", "llama3.2", "Model that talks at Ollama.");
    static final Setting OLLAMA_MODEL_HIGH =
            Setting.text("OLLAMA_MODEL_HIGH", "", "Model of the high tier at Ollama; OLLAMA_MODEL when unset.");
    static final Setting OLLAMA_MODEL_MID =
            Setting.text("OLLAMA_MODEL_MID", "", "Model of the middle tier at Ollama; OLLAMA_MODEL when unset.");
    static final Setting OLLAMA_MODEL_LOW =
            Setting.text("OLLAMA_MODEL_LOW", "", "Model of the low tier at Ollama; OLLAMA_MODEL when unset.");

    static final Setting ROOK_PROVIDER = Setting.choice(
                    "ROOK_PROVIDER",
                    "",
                    "Whose model works for memory: for summaries and, with ENABLE_GRAPH_MEMORY, to read who is whose in every"
                            + " message, past ones too; openrouter when only ROOK_MODEL is set. When neither is, the one"
                            + " that talks makes summaries and none reads.",
                    "openrouter",
                    "nanogpt",
                    "openai",
                    "anthropic",
                    "deepseek",
                    "zai",
                    "ollama")
            .alias("MEM0_PROVIDER");
    static final Setting ROOK_MODEL = Setting.text(
                    "ROOK_MODEL",
                    "",
                    "Model that works for memory; when unset openai/gpt-4o-mini at OpenRouter, and elsewhere the one that talks there.")
            .alias("MEM0_MODEL");
    static final Setting ROOK_KEY = Setting.text(
                    "ROOK_API_KEY", "", "Key for the model that works for memory, when it is not its provider's.")
            .asSecret()
            .alias("MEM0_API_KEY");
    static final Setting ROOK_BASE_URL = Setting.text(
                    "ROOK_BASE_URL",
                    "",
                    "Address of the model that works for memory, when it is not its provider's; it needs ROOK_API_KEY.")
            .alias("MEM0_BASE_URL");

    @Override
    public String title() {
        return "Language model";
    }

    @Override
    public List<Setting> settings() {
        return Stream.of(
                        List.of(PROVIDER, FALLBACK, FIRST_TOKEN, TOKEN_GAP),
                        Vendors.settings(),
                        List.of(ROOK_PROVIDER, ROOK_MODEL, ROOK_KEY, ROOK_BASE_URL))
                .flatMap(List::stream)
                .toList();
    }

    static Duration seconds(Settings settings, Setting setting) {
        return Duration.ofSeconds(settings.number(setting));
    }
}
