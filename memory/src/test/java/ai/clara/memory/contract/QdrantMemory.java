package ai.clara.memory.contract;

import ai.clara.memory.recall.Told;
import ai.clara.memory.store.VectorStore;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Memory with a Qdrant, and nothing under its home. */
class QdrantMemory extends HousedMemory {
    /** @param settings its address and the name of the collection */
    QdrantMemory(Path home, Map<String, String> settings, Told told, Consumer<ApplicationContext> wiring) {
        super(home, settings, told, wiring);
    }

    /** What is written is durable at once, so an end in order is none that helps. */
    @Override
    public void kill() {
        restart();
    }

    /** How many messages came back to questions that should have been kept back by the filter. */
    long keptBack() {
        return bean(VectorStore.class).stopped();
    }
}
