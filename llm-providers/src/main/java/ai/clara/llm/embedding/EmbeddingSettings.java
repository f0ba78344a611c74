package ai.clara.llm.embedding;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Where texts become vectors. A key alone sends nothing anywhere. */
@Singleton
final class EmbeddingSettings implements SettingGroup {
    static final String LOCAL = "local";
    static final String OPENAI = "openai";

    static final Setting PROVIDER = Setting.choice(
            "EMBEDDING_PROVIDER",
            LOCAL,
            "Where texts become vectors: in this process, or at an OpenAI-compatible service that then sees the texts.",
            LOCAL,
            OPENAI);
    static final Setting KEY = Setting.text(
                    "OPENAI_API_KEY", "", "Key of the embedding service; used only with EMBEDDING_PROVIDER=openai.")
            .asSecret();
    static final Setting BASE_URL =
            Setting.text("EMBEDDING_BASE_URL", "https://api.openai.com/v1", "Address of the embedding service.");
    static final Setting MODEL =
            Setting.text("EMBEDDING_MODEL", "text-embedding-3-small", "Model of the embedding service.");

    @Override
    public String title() {
        return "Embeddings";
    }

    @Override
    public List<Setting> settings() {
        return List.of(PROVIDER, KEY, BASE_URL, MODEL);
    }

    static boolean remote(Settings settings) {
        return settings.text(PROVIDER).equals(OPENAI);
    }

    /** What stops the start, as one sentence. */
    static Optional<String> problem(Settings settings) {
        if (remote(settings) && settings.find(KEY).isEmpty()) {
            return Optional.of(
                    "EMBEDDING_PROVIDER=openai needs OPENAI_API_KEY; set it, or leave EMBEDDING_PROVIDER out to embed on this machine.");
        }
        return Optional.empty();
    }
}
