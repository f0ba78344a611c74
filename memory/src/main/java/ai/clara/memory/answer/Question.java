package ai.clara.memory.answer;

import java.util.List;
import java.util.Set;

/**
 * A question taken apart.
 *
 * @param asks whether it is a question at all
 * @param kind what an answer must hold
 * @param people the people's roles it is about, such as a sister
 * @param names names in it
 * @param aboutSelf whether it is about the asker
 * @param aboutClara whether it is about Clara and nobody else
 * @param items what is said of them
 */
public record Question(
        boolean asks,
        Kind kind,
        Set<String> people,
        Set<String> names,
        boolean aboutSelf,
        boolean aboutClara,
        List<Item> items,
        Reading reading) {
    /** What an answer must hold. */
    enum Kind {
        PLACE,
        TIME,
        NAME,
        NUMBER,
        WHETHER,
        ANY
    }

    /** What a word of the question is to it. */
    enum Part {
        /** What kind of thing is asked for: "which bread". */
        TYPE,
        /** Whose matter it is: "my rental contract". */
        OBJECT,
        OTHER
    }

    /**
     * One thing a statement should agree in.
     *
     * @param weight less for words that say little
     */
    record Item(String word, String stem, Set<String> concepts, double weight, Part part) {}
}
