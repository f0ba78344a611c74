package ai.clara.memory.graph;

import ai.clara.memory.graph.Phrase.Named;
import ai.clara.memory.graph.Phrase.Relative;
import ai.clara.memory.graph.Phrase.Self;
import ai.clara.memory.graph.Phrases.Role;
import ai.clara.memory.graph.Phrases.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Who is what to whom: "my sister is called Rosa", "Tom is Lukas's brother", "Lukas has a brother, Tom", "Rosa married Ben". */
final class KinRules {
    private static final Set<String> CALLED = Set.of("called", "named", "christened");
    private static final Set<String> HAVING = Set.of("has", "have", "had", "got");
    private static final Set<String> ONE = Set.of("a", "an", "one", "another", "two", "three");
    private static final Set<String> MARRIED = Set.of("married", "marries", "marrying", "marry");
    private static final Set<String> BEFORE_MARRIED =
            Set.of("is", "'s", "am", "are", "was", "were", "got", "getting", "has", "have", "just", "finally", "now");
    private static final Set<String> DATING = Set.of("dating", "seeing");
    private static final Set<String> NO_NAME_AFTER_COMMA =
            Set.of("and", "or", "my", "our", "his", "her", "the", "a", "an");
    /** "My sister is German" names nobody. */
    static final Pattern NO_NAME =
            Pattern.compile("(?i).{2,}(?:ian|ean|can|ese|ish|lic|dutch|french|greek|jewish|swiss|german)");

    private KinRules() {}

    static void read(Clause clause, int place, Spot spot) {
        if (spot.phrase() instanceof Relative relative) {
            naming(clause, spot, relative);
        }
        if (spot.phrase() instanceof Named named) {
            beingOne(clause, place, spot, named);
            apposition(clause, place, spot, named);
        }
        having(clause, spot);
        marrying(clause, spot);
    }

    /** "My sister is called Rosa", "my sister's name is Rosa", "my sister is Rosa", "my sister, Rosa". */
    private static void naming(Clause clause, Spot spot, Relative relative) {
        Words words = clause.words;
        int at = spot.end();
        boolean name = words.at(at).equals("'s") && words.at(at + 1).equals("name");
        int verb = name ? at + 2 : at;
        if (words.is(verb, Clause.IS) && words.follows(verb)) {
            boolean called = words.is(verb + 1, CALLED);
            words.name(called ? verb + 2 : verb + 1)
                    .filter(found -> called || name || only(words, found))
                    .ifPresent(found -> clause.tell(relative.owner(), relative.role(), new Named(found.shown())));
        } else if (words.comma(at)) {
            words.name(at)
                    .filter(found -> aside(words, found.end()))
                    .ifPresent(found -> clause.tell(relative.owner(), relative.role(), new Named(found.shown())));
        }
    }

    /** Whether a name is all that is said, and looks like one. */
    private static boolean only(Words words, Words.Name name) {
        return words.ends(name.end())
                && words.conceptsAt(name.end() - 1).isEmpty()
                && !NO_NAME.matcher(name.shown()).matches();
    }

    /** Whether the words before this place are an aside, and no part of a list. */
    private static boolean aside(Words words, int end) {
        return end >= words.size()
                || words.comma(end)
                        && !words.is(end, NO_NAME_AFTER_COMMA)
                        && words.name(end).isEmpty()
                || !words.comma(end) && words.ends(end);
    }

    /** "Rosa is my sister", "Tom is the brother of Lukas", "Rosa and Ida are my sisters". */
    private static void beingOne(Clause clause, int place, Spot spot, Named named) {
        Words words = clause.words;
        var people = new ArrayList<>(List.of(named));
        int at = spot.end();
        while (words.at(at).equals("and") && words.follows(at)) {
            Optional<Words.Name> next = words.name(at + 1);
            if (next.isEmpty()) {
                return;
            }
            people.add(new Named(next.get().shown()));
            at = next.get().end();
        }
        boolean listed = place > 0 && words.at(place - 1).equals("and");
        if (listed || !words.is(at, Clause.IS) || !words.follows(at)) {
            return;
        }
        clause.phrases
                .at(at + 1)
                .filter(whose -> whose.phrase() instanceof Relative)
                .filter(whose -> words.ends(whose.end()) || words.isGrammar(whose.end()))
                .ifPresent(whose -> tell(clause, people, (Relative) whose.phrase()));
        // "A friend of mine" is read as somebody who was not named.
    }

    private static void tell(Clause clause, List<Named> people, Relative relative) {
        people.forEach(one -> clause.tell(relative.owner(), relative.role(), one));
    }

    /** "Rosa, my sister, …" at the beginning of what is said. */
    private static void apposition(Clause clause, int place, Spot spot, Named named) {
        if (!clause.words.comma(spot.end()) || place > 0 && clause.words.follows(place)) {
            return;
        }
        clause.phrases
                .at(spot.end())
                .filter(whose -> whose.phrase() instanceof Relative && aside(clause.words, whose.end()))
                .ifPresent(whose -> tell(clause, List.of(named), (Relative) whose.phrase()));
    }

    /** "Lukas has a brother, Tom", "I have a sister called Rosa". */
    private static void having(Clause clause, Spot spot) {
        Words words = clause.words;
        int at = clause.skip(spot.end(), HAVING, 2);
        if (at == spot.end() || !words.is(at, ONE)) {
            return;
        }
        int which = at + 1 + clause.phrases.whichOne(at + 1);
        Optional<Role> role = clause.phrases.role(which);
        if (role.isEmpty()) {
            return;
        }
        int end = role.get().end();
        boolean called = words.is(end, CALLED) && words.follows(end);
        if (called || words.comma(end) || words.follows(end)) {
            words.name(called ? end + 1 : end)
                    .filter(name -> called || aside(words, name.end()))
                    .ifPresent(name -> clause.tell(spot.phrase(), role.get().name(), new Named(name.shown())));
        }
    }

    private static void marrying(Clause clause, Spot spot) {
        Words words = clause.words;
        int at = clause.skip(spot.end(), BEFORE_MARRIED, 3);
        String predicate = words.is(at, MARRIED)
                ? Predicates.SPOUSE
                : words.is(at, DATING) || words.at(at).equals("engaged") ? Predicates.PARTNER : "";
        if (predicate.isEmpty() || !words.follows(at)) {
            return;
        }
        int whom = words.at(at + 1).equals("to") ? at + 2 : at + 1;
        boolean to = whom == at + 2 || !words.at(at).equals("engaged");
        clause.phrases
                .at(whom)
                .filter(other -> to && !(other.phrase() instanceof Self && spot.phrase() instanceof Self))
                .ifPresent(other -> clause.tell(spot.phrase(), predicate, other.phrase()));
    }
}
