package ai.clara.llm.catalog;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.operation.Service;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;

/** Stops the start with one sentence when the chosen provider cannot work. */
@Singleton
final class ModelGate implements Service {
    private final Settings settings;

    ModelGate(Settings settings) {
        this.settings = settings;
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public void start() {
        ModelSettings.problem(settings).ifPresent(sentence -> {
            throw CommandException.failed(sentence);
        });
    }

    @Override
    public void stop() {}
}
