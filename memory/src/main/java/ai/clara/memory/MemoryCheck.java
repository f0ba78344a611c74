package ai.clara.memory;

import ai.clara.memory.follow.Changeover;
import ai.clara.memory.follow.Projection;
import ai.clara.memory.graph.GraphProjection;
import ai.clara.memory.recall.SecondWall;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.operation.Check;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether memory keeps up, and whether the second wall had to stop anything. */
@Singleton
final class MemoryCheck implements Check {
    private static final long LAG_MAX = 1000;
    private final Memory memory;
    private final Projection projection;
    private final Changeover changeover;
    private final GraphProjection graph;
    private final SecondWall wall;
    private final VectorStore store;

    MemoryCheck(
            Memory memory,
            Projection projection,
            Changeover changeover,
            GraphProjection graph,
            SecondWall wall,
            VectorStore store) {
        this.store = store;
        this.graph = graph;
        this.memory = memory;
        this.projection = projection;
        this.changeover = changeover;
        this.wall = wall;
    }

    @Override
    public List<Finding> look() {
        try {
            boolean well = projection.lastError().isEmpty() && (!projection.running() || projection.lag() <= LAG_MAX);
            return List.of(
                    new Finding("memory", well, memory.status(), fix(well)),
                    new Finding("audience walls", true, "stopped by the second wall: " + stopped(), ""));
        } catch (StoreException e) {
            return List.of(
                    new Finding("memory", false, "The transcript cannot be read.", "See the finding on the database."));
        }
    }

    private long stopped() {
        return wall.stopped() + store.stopped() + graph.stopped();
    }

    /** While an embedder fails she is well: another one answers, or words do. */
    private String fix(boolean well) {
        if (!well) {
            return store.remedy();
        }
        return changeover.lastError().isEmpty()
                ? ""
                : "The embedder is tried again by itself; look at the EMBEDDING_ settings and at that service.";
    }
}
