package ai.clara.memory.store.pgvector;

import com.pgvector.PGvector;
import java.util.Optional;

/**
 * An embedder as the tables know it.
 *
 * @param id its number; stands in statements as it is, since a graph of its vectors belongs to that number
 * @param centre around what its vectors lie, where that is known
 * @param graph whether there is one
 */
record Embedder(short id, int dimensions, Optional<PGvector> centre, boolean graph) {
    /** More than this no graph of half-length numbers can have. */
    static final int GRAPH_DIMENSIONS_MAX = 4_000;

    boolean mayHaveGraph() {
        return dimensions > 0 && dimensions <= GRAPH_DIMENSIONS_MAX;
    }

    Embedder withGraph(boolean made) {
        return new Embedder(id, dimensions, centre, made);
    }

    /** A vector cut to the length and the width by which the graph is walked. */
    String halved(String vector) {
        return vector + "::halfvec(" + dimensions + ")";
    }
}
