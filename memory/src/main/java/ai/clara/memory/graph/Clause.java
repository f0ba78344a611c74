package ai.clara.memory.graph;

import ai.clara.memory.graph.Phrases.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A telling sentence while it is read: its words, whom they point at, and what was found so far. */
final class Clause {
    static final Set<String> IS = Set.of("is", "'s", "was", "are", "were");
    private static final Set<String> LEADING = Set.of(
            "and",
            "but",
            "that",
            "because",
            "since",
            "so",
            "as",
            "while",
            "when",
            "where",
            "now",
            "today",
            "yesterday",
            "then",
            "guess",
            "also",
            "btw",
            "well",
            "yes",
            "yeah",
            "apparently",
            "finally",
            "actually",
            "says",
            "said",
            "me",
            "you",
            "meanwhile",
            "recently",
            "anyway",
            "know",
            "hear",
            "heard",
            "think",
            "or",
            "though",
            "although");

    /** "Last month Rosa moved to Graz". */
    private static final Set<String> TIMES = Set.of(
            "day",
            "week",
            "month",
            "year",
            "morning",
            "evening",
            "night",
            "weekend",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "spring",
            "summer",
            "autumn",
            "winter",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "tonight",
            "ago",
            "later");

    private static final Set<String> NOMINATIVE = Set.of("i", "we", "he", "she");

    final Words words;
    final Phrases phrases;
    /** Whether the sentence says that something is so no longer. */
    final boolean over;

    private final List<Bond> bonds = new ArrayList<>();

    Clause(Words words, Phrases phrases, boolean over) {
        this.words = words;
        this.phrases = phrases;
        this.over = over;
    }

    void tell(Phrase from, String predicate, Phrase to) {
        if (!from.equals(to)) {
            bonds.add(new Bond(from, predicate, to));
        }
    }

    void tell(Bond bond) {
        bonds.add(bond);
    }

    List<Bond> bonds() {
        return List.copyOf(bonds);
    }

    /** Whether what begins at a place may be what the sentence or a part of it is about. */
    boolean leads(int place) {
        return place == 0
                || words.is(place, NOMINATIVE)
                || words.is(place - 1, LEADING)
                || words.is(place - 1, TIMES)
                || words.isNumber(place - 1)
                || !words.gap(place).isBlank();
    }

    /** The place behind at most so many of some words. */
    int skip(int place, Set<String> some, int most) {
        int at = place;
        while (at - place < most && words.is(at, some) && words.follows(at)) {
            at++;
        }
        return at;
    }

    static boolean somebody(Spot spot) {
        return spot.phrase() instanceof Phrase.Self
                || spot.phrase() instanceof Phrase.Named
                || spot.phrase() instanceof Phrase.Relative;
    }
}
