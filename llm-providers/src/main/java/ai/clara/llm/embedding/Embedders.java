package ai.clara.llm.embedding;

import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Chooses the one embedding model. Making it loads nothing and calls nobody. */
@Factory
final class Embedders {
    /** Commands that start no service load it too, so it is closed with the context as well. */
    @Singleton
    @Bean(preDestroy = "close")
    Embedder embeddingModel(Settings settings, Home home) {
        return EmbeddingSettings.remote(settings) ? new OpenAiEmbeddings(settings) : new LocalEmbeddings(home);
    }
}
