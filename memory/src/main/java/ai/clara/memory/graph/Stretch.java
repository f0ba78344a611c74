package ai.clara.memory.graph;

import ai.clara.memory.graph.Phrase.Named;
import ai.clara.memory.graph.Phrase.Self;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Words of a sentence from one place to another, in which somebody is looked for by the words that are said to point at them.
 *
 * @param end the place behind them
 */
record Stretch(Words words, Roles roles, int from, int end) {
    private static final Set<String> SELF = Set.of("i", "me", "my", "mine", "myself", "we", "us", "our");
    private static final Set<String> ARTICLES = Set.of("the", "a", "an");

    /** All places in a sentence where these words stand. */
    static List<Stretch> of(Words words, Roles roles, List<String> wanted) {
        var found = new ArrayList<Stretch>();
        for (int place = 0; place + wanted.size() <= words.size(); place++) {
            if (stand(words, place, wanted)) {
                found.add(new Stretch(words, roles, place, place + wanted.size()));
            }
        }
        return found;
    }

    private static boolean stand(Words words, int place, List<String> wanted) {
        return !wanted.isEmpty()
                && IntStream.range(0, wanted.size())
                        .allMatch(i -> words.at(place + i).equals(wanted.get(i)));
    }

    boolean has(Set<String> some) {
        return IntStream.range(from, end).anyMatch(place -> words.is(place, some));
    }

    /** Whom these words point at, when they point at somebody by the rules and nothing is left of them. */
    Optional<Phrase> somebody(List<String> pointing) {
        if (pointing.size() == 1 && SELF.contains(pointing.getFirst())) {
            return has(SELF) ? Optional.of(new Self()) : Optional.empty();
        }
        var phrases = new Phrases(words, roles, Optional.empty(), false);
        return find(
                pointing,
                place -> phrases.at(place)
                        .filter(spot -> spot.end() == place + pointing.size())
                        .map(Phrases.Spot::phrase)
                        .or(() -> name(words.name(place), place + pointing.size())));
    }

    /** The place or the workplace that these words name; a workplace may be no more than "the bakery". */
    Optional<Phrase> place(List<String> pointing, boolean nameless) {
        return find(pointing, place -> {
            int article = words.is(place, ARTICLES) || !words.is(place - 1, ARTICLES) ? place : place - 1;
            return name(PlaceRules.thing(words, article, nameless), place + pointing.size());
        });
    }

    private static Optional<Phrase> name(Optional<Words.Name> name, int end) {
        return name.filter(found -> found.end() == end).map(found -> new Named(found.shown()));
    }

    private Optional<Phrase> find(List<String> pointing, IntFunction<Optional<Phrase>> at) {
        return IntStream.rangeClosed(from, end - pointing.size())
                .filter(place -> stand(words, place, pointing) && !inName(place))
                .mapToObj(at)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether a name goes on here that began before: "Klein" in "Rosa Klein", but not in "Dr Klein". */
    private boolean inName(int place) {
        return place > 0
                && words.name(place - 1)
                        .filter(before -> before.end() > place)
                        .filter(before -> words.name(place)
                                .filter(name -> name.shown().equals(before.shown()))
                                .isEmpty())
                        .isPresent();
    }
}
