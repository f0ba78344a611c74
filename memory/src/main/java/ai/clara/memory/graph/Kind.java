package ai.clara.memory.graph;

/** What a message shows a node to be. */
public enum Kind {
    PERSON,
    PLACE,
    THING,
    UNKNOWN
}
