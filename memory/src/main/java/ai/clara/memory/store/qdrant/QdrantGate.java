package ai.clara.memory.store.qdrant;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.operation.Service;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.VectorDb;
import jakarta.inject.Singleton;

/** Stops the start with one sentence when settings name no Qdrant that can be meant. One that is away stops nothing. */
@Singleton
final class QdrantGate implements Service {
    private final Settings settings;
    private final VectorDb db;

    QdrantGate(Settings settings, VectorDb db) {
        this.settings = settings;
        this.db = db;
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public void start() {
        QdrantSettings.problem(settings, db.configured()).ifPresent(sentence -> {
            throw CommandException.failed(sentence);
        });
    }

    @Override
    public void stop() {}
}
