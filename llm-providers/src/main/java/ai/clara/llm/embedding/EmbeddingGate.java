package ai.clara.llm.embedding;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.operation.Service;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;

/** Stops the start with one sentence when the chosen provider cannot work. */
@Singleton
final class EmbeddingGate implements Service {
    private final Settings settings;

    EmbeddingGate(Settings settings) {
        this.settings = settings;
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
    }

    @Override
    public void stop() {}
}
