package ai.clara.memory.contract;

import ai.clara.memory.recall.Told;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Memory with a PostgreSQL that has pgvector, and nothing under its home. */
final class PgVectorMemory extends HousedMemory {
    /** @param database its address */
    PgVectorMemory(Path home, String database, Told told, Consumer<ApplicationContext> wiring) {
        super(home, Map.of("ROOK_DATABASE_URL", database), told, wiring);
    }

    /** What is written is durable at once, so an end in order is none that helps. */
    @Override
    public void kill() {
        restart();
    }
}
