package ai.clara.memory.graph;

/**
 * A node that a message speaks of.
 *
 * @param shown as it is written there
 */
public record Mention(Node node, Kind kind, String shown) {}
