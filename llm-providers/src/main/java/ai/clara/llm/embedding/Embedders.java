package ai.clara.llm.embedding;

import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Chooses the one embedding model. Making it loads nothing and calls nobody. */
@Factory
final class Embedders {
    @Singleton
    EmbeddingModel embeddingModel(Settings settings, Home home) {
        return EmbeddingSettings.remote(settings) ? new OpenAiEmbeddings(settings) : new LocalEmbeddings(home);
    }
}
