package ai.clara.memory.graph;

/** What a message shows a node to be. */
enum Kind {
    PERSON,
    PLACE,
    THING,
    UNKNOWN
}
