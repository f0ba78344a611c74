package ai.clara.memory.graph;

import ai.clara.spi.id.PersonId;

/** What a sentence says of two whom it points at. */
record Bond(Phrase from, String predicate, Phrase to, boolean ended) {
    Bond(Phrase from, String predicate, Phrase to) {
        this(from, predicate, to, false);
    }

    Tie tie(PersonId speaker) {
        return new Tie(from.node(speaker), predicate, to.node(speaker), ended);
    }
}
