package ai.clara.llm.catalog;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.model.Models;
import ai.clara.spi.operation.Service;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the start with one sentence when the chosen provider cannot work, else says which model it is. */
@Singleton
final class ModelGate implements Service {
    private static final Logger log = LoggerFactory.getLogger(ModelGate.class);

    private final Settings settings;
    private final Models models;

    ModelGate(Settings settings, Models models) {
        this.settings = settings;
        this.models = models;
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public void start() {
        Plan.problem(settings).ifPresent(sentence -> {
            throw CommandException.failed(sentence);
        });
        Plan.of(settings).warnings(settings).forEach(log::warn);
        // It may look for an Ollama, which nobody waits for.
        Thread.ofVirtual().name("model-line").start(() -> log.info(models.because()));
    }

    @Override
    public void stop() {}
}
