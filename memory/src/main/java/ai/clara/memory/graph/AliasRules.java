package ai.clara.memory.graph;

import ai.clara.memory.graph.Phrase.Named;
import ai.clara.memory.graph.Phrase.Self;
import ai.clara.memory.graph.Phrases.Spot;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which names are one person's: "Rosi is short for Rosa", "my friends call me Lexi", "Rosi and Rosa are the same person". Only
 * what somebody says makes two names one; that they are alike does not.
 */
final class AliasRules {
    private static final Set<String> CALL = Set.of("call", "calls", "called");
    private static final Set<String> SHORT = Set.of("short", "nickname", "diminutive");
    private static final Set<String> SAME_END = Set.of("person", "one", "woman", "man");
    private static final Set<String> OTHERS = Set.of("people", "persons", "women", "men");
    private static final Set<String> ARTICLES = Set.of("a", "the", "my", "our");

    private AliasRules() {}

    /** Also of a sentence that denies: there only what is over counts. */
    static void read(Clause clause, int place, Spot spot) {
        Words words = clause.words;
        int at = spot.end();
        if (spot.phrase() instanceof Named named) {
            sameAs(clause, place, named, at);
            forShort(clause, place, named, at);
            words.name(words.at(at).equals("aka") ? at + 1 : words.size())
                    .ifPresent(other -> same(clause, named, other, false));
        }
        if (spot.phrase() instanceof Self self) {
            boolean me = words.at(place).equals("me")
                    && words.is(place - 1, CALL)
                    && !words.at(place - 2).equals("nobody");
            boolean am = (words.at(at).equals("am") || words.at(at).equals("'m")) && also(words, at + 1) > 0;
            int name = me ? at : am ? also(words, at + 1) : words.size();
            words.name(name)
                    .filter(other -> words.ends(other.end()))
                    .ifPresent(other -> same(clause, self, other, false));
        }
    }

    private static void same(Clause clause, Phrase one, Words.Name other, boolean not) {
        clause.tell(new Bond(one, Predicates.SAME, new Named(other.shown()), not || clause.over));
    }

    /** "Rosi is Rosa", "Rosi is short for Rosa", "Rosa is also called Rosi", "Rosi is the same person as Rosa", and what denies it. */
    private static void sameAs(Clause clause, int place, Named named, int at) {
        Words words = clause.words;
        if (words.at(at).equals("and") && words.follows(at)) {
            both(clause, named, at + 1);
            return;
        }
        if (!words.is(at, Clause.IS) || !words.follows(at) || place > 0 && !clause.leads(place)) {
            return;
        }
        boolean not = words.at(at + 1).equals("not");
        int next = not ? at + 2 : at + 1;
        int name = firstOf(also(words, next), shortFor(words, next), sameOne(words, next));
        Optional<Words.Name> other = words.name(name > 0 ? name : next);
        other.filter(found -> words.ends(found.end()) && (name > 0 || looksAlone(words, next, found)))
                .ifPresent(found -> same(clause, named, found, not));
    }

    /** "Rosi is Rosa" is all that is said. */
    private static boolean looksAlone(Words words, int from, Words.Name name) {
        return words.conceptsAt(name.end() - 1).isEmpty()
                && words.follows(from)
                && !KinRules.NO_NAME.matcher(name.shown()).matches();
    }

    /** "Rosi and Rosa are the same person", "Rosi and Rosa are different people". */
    private static void both(Clause clause, Named named, int place) {
        Words words = clause.words;
        Optional<Words.Name> other = words.name(place);
        if (other.isEmpty() || !words.is(other.get().end(), Clause.IS)) {
            return;
        }
        int at = other.get().end() + 1;
        boolean not = words.at(at).equals("not");
        int next = not ? at + 1 : at;
        int which = words.at(next).equals("the") ? next + 1 : next;
        boolean same = words.at(which).equals("same") && words.is(which + 1, SAME_END);
        boolean different = words.is(next, Set.of("different", "two")) && words.is(next + 1, OTHERS);
        if (same || different) {
            same(clause, named, other.get(), not != different);
        }
    }

    /** "Rosa Klein, Rosi for short". */
    private static void forShort(Clause clause, int place, Named named, int at) {
        Words words = clause.words;
        if (words.at(at).equals("for") && words.at(at + 1).equals("short") && words.comma(place)) {
            IntStream.rangeClosed(Math.max(0, place - Words.NAME_WORDS_MAX), place - 1)
                    .mapToObj(words::name)
                    .flatMap(Optional::stream)
                    .filter(name -> name.end() == place)
                    .findFirst()
                    .ifPresent(whole ->
                            clause.tell(new Bond(new Named(whole.shown()), Predicates.SAME, named, clause.over)));
        }
    }

    private static int also(Words words, int place) {
        int at = words.at(place).equals("also") || words.at(place).equals("sometimes") ? place + 1 : place;
        if (at > place && words.at(at).equals("called")) {
            return at + 1;
        }
        return words.at(at).equals("known") && words.at(at + 1).equals("as") ? at + 2 : 0;
    }

    private static int shortFor(Words words, int place) {
        int at = words.is(place, ARTICLES) ? place + 1 : place;
        boolean told = words.is(at, SHORT)
                && (words.at(at + 1).equals("for") || words.at(at + 1).equals("of"));
        return told ? at + 2 : 0;
    }

    private static int sameOne(Words words, int place) {
        boolean same = words.at(place).equals("the") && words.at(place + 1).equals("same");
        int at = words.is(place + 2, SAME_END) ? place + 3 : place + 2;
        return same && words.at(at).equals("as") ? at + 1 : 0;
    }

    private static int firstOf(int... places) {
        for (int place : places) {
            if (place > 0) {
                return place;
            }
        }
        return 0;
    }
}
