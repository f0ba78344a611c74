package ai.clara.memory.graph;

/**
 * What a message tells of two nodes.
 *
 * @param ended whether it tells that this is so no longer
 */
public record Tie(Node from, String predicate, Node to, boolean ended) {
    /** The same, told to be so. */
    Tie begun() {
        return new Tie(from, predicate, to, false);
    }
}
