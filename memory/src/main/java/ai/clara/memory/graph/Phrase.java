package ai.clara.memory.graph;

import ai.clara.spi.id.PersonId;

/** Words that point at somebody or something: "I", "Rosa", "my sister", "the person I met in Graz". */
sealed interface Phrase {
    /** Whoever says it. */
    record Self() implements Phrase {}

    /** Somebody or something by name. */
    record Named(String shown) implements Phrase {}

    /** What somebody is to somebody else, or what belongs to them. */
    record Relative(Phrase owner, String role) implements Phrase {}

    /** Whom somebody met in a place. */
    record Met(Phrase by, String place) implements Phrase {}

    /** Who lives in a place or works there. */
    record At(String predicate, String place) implements Phrase {}

    /** How many relations lead to it. */
    default int hops() {
        return switch (this) {
            case Self _, Named _ -> 0;
            case Relative(Phrase owner, String _) -> owner.hops() + 1;
            case Met(Phrase by, String _) -> by.hops() + 1;
            case At _ -> 1;
        };
    }

    /** The node of what a message can tell of. */
    default Node node(PersonId speaker) {
        return switch (this) {
            case Self _ -> Node.person(speaker);
            case Named(String shown) -> Node.named(shown);
            case Relative(Phrase owner, String role) -> Node.relative(owner.node(speaker), role);
            case Met _, At _ -> throw new IllegalArgumentException("only a question points so");
        };
    }
}
