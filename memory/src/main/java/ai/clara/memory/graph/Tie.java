package ai.clara.memory.graph;

/**
 * What a message tells of two nodes.
 *
 * @param ended whether it tells that this is so no longer
 */
record Tie(Node from, String predicate, Node to, boolean ended) {}
