package ai.clara.llm.embedding;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.operation.Service;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;

/** Stops the start with one sentence when the chosen provider cannot work; at the end, after all who embed, waits for the encoder. */
@Singleton
final class EmbeddingGate implements Service {
    private final Settings settings;
    private final KnownEmbedders embedders;

    EmbeddingGate(Settings settings, KnownEmbedders embedders) {
        this.settings = settings;
        this.embedders = embedders;
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public void start() {
        EmbeddingSettings.problem(settings).ifPresent(sentence -> {
            throw CommandException.failed(sentence);
        });
        embedders.open();
    }

    @Override
    public void stop() {
        embedders.close();
    }
}
