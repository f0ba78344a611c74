package ai.clara.memory.graph;

import ai.clara.memory.graph.Phrase.Named;
import ai.clara.memory.graph.Phrase.Relative;
import ai.clara.memory.graph.Phrase.Self;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds in a sentence the words that point at somebody, and what they themselves tell: "my sister Rosa" tells of a sister. */
final class Phrases {
    static final Set<String> SELF = Set.of("i", "me", "myself", "we");
    private static final Set<String> MINE = Set.of("my", "our");
    private static final Set<String> HERS = Set.of("his", "her");
    private static final Set<String> SHE = Set.of("he", "she", "him");
    private static final Set<String> ARTICLES = Set.of("the", "a", "an");
    /** Which one it is changes nothing; any other word before a role may. */
    private static final Set<String> WHICH_ONE = Set.of(
            "new",
            "old",
            "older",
            "younger",
            "little",
            "big",
            "eldest",
            "oldest",
            "youngest",
            "second",
            "first",
            "only",
            "twin",
            "half",
            "step",
            "baby",
            "dear",
            "best",
            "good",
            "close",
            "lovely",
            "beloved",
            "late",
            "middle",
            "elder",
            "kid",
            "own",
            "other",
            "great");

    private static final int WHICH_ONE_MAX = 2;

    private final Words words;
    private final Roles roles;
    private final Optional<Phrase> before;
    private final boolean things;

    /**
     * @param before whom "she" means
     * @param things whether it asks: then what belongs to somebody is meant too, though it is no role, and whoever did something
     */
    Phrases(Words words, Roles roles, Optional<Phrase> before, boolean things) {
        this.words = words;
        this.roles = roles;
        this.before = before;
        this.things = things;
    }

    /**
     * Words that point at somebody.
     *
     * @param end the place behind them
     * @param bonds what they tell themselves
     */
    record Spot(Phrase phrase, int end, List<Bond> bonds) {
        Spot {
            bonds = List.copyOf(bonds);
        }

        Spot(Phrase phrase, int end) {
            this(phrase, end, List.of());
        }
    }

    /** What begins at a place. */
    Optional<Spot> at(int place) {
        return first(place).map(this::owning);
    }

    private Optional<Spot> first(int place) {
        String word = words.at(place);
        if (SELF.contains(word)) {
            return Optional.of(new Spot(new Self(), place + 1));
        }
        if (MINE.contains(word)) {
            return whose(new Spot(new Self(), place + 1), place + 1);
        }
        if (HERS.contains(word)) {
            return before.flatMap(owner -> whose(new Spot(owner, place + 1), place + 1));
        }
        if (SHE.contains(word)) {
            return before.map(one -> new Spot(one, place + 1));
        }
        Optional<Spot> circumstances = things ? Circumstances.at(words, this, place) : Optional.empty();
        if (circumstances.isPresent()) {
            return circumstances;
        }
        if (ARTICLES.contains(word)) {
            return ofSomebody(place + 1);
        }
        return words.name(place).map(name -> new Spot(new Named(name.shown()), name.end()));
    }

    /** "The brother of Lukas", "a friend of mine". */
    private Optional<Spot> ofSomebody(int place) {
        int at = place + whichOne(place);
        Optional<Role> role = role(at);
        if (role.isEmpty() || !words.at(role.get().end()).equals("of")) {
            return Optional.empty();
        }
        int whom = role.get().end() + 1;
        if (words.at(whom).equals("mine") || words.at(whom).equals("ours")) {
            return Optional.of(named(new Self(), role.get().name(), whom + 1, List.of()));
        }
        return at(whom).map(owner ->
                new Spot(new Relative(owner.phrase(), role.get().name()), owner.end(), owner.bonds()));
    }

    /** "Lukas's brother's wife": goes on as long as somebody owns somebody. */
    private Spot owning(Spot spot) {
        int place = spot.end();
        int next = words.at(place).equals("'s") ? place + 1 : apostrophe(place) ? place : -1;
        return next < 0 ? spot : whose(spot, next).map(this::owning).orElse(spot);
    }

    private boolean apostrophe(int place) {
        return place < words.size()
                && (words.gap(place).startsWith("'") || words.gap(place).startsWith("’"));
    }

    private Optional<Spot> whose(Spot owner, int place) {
        int at = place + whichOne(place);
        Optional<Role> role = role(at);
        if (role.isEmpty()) {
            return thing(owner, at);
        }
        Spot spot = named(owner.phrase(), role.get().name(), role.get().end(), owner.bonds());
        Optional<String> composed = composed(at);
        if (composed.isEmpty()
                || !(owner.phrase() instanceof Relative(Phrase of, String _))
                || !(spot.phrase() instanceof Named)) {
            return Optional.of(spot);
        }
        var bonds = new ArrayList<>(spot.bonds());
        bonds.add(new Bond(of, composed.get(), spot.phrase()));
        return Optional.of(new Spot(spot.phrase(), spot.end(), bonds));
    }

    private Optional<Spot> thing(Spot owner, int place) {
        boolean word = things
                && words.follows(place)
                && !words.isGrammar(place)
                && !words.isNumber(place)
                && words.name(place).isEmpty();
        return word
                ? Optional.of(new Spot(new Relative(owner.phrase(), words.stem(place)), place + 1, owner.bonds()))
                : Optional.empty();
    }

    /** A relative, and the name if it stands right behind the role. */
    private Spot named(Phrase owner, String role, int end, List<Bond> told) {
        Optional<Words.Name> name = words.follows(end) ? words.name(end) : Optional.empty();
        if (name.isEmpty()) {
            return new Spot(new Relative(owner, role), end, told);
        }
        var called = new Named(name.get().shown());
        var bonds = new ArrayList<>(told);
        bonds.add(new Bond(owner, role, called));
        return new Spot(called, name.get().end(), bonds);
    }

    /** A role and the place behind its words. */
    record Role(String name, int end) {}

    Optional<Role> role(int place) {
        if (place >= words.size() || roles.known(words.conceptsAt(place)).isEmpty()) {
            return Optional.empty();
        }
        if (words.at(place + 1).equals("in") && words.at(place + 2).equals("law")) {
            return roles.known(words.conceptsAt(place)).stream()
                    .filter(role -> role.endsWith("in_law"))
                    .findFirst()
                    .map(role -> new Role(role, place + 3));
        }
        return roles.of(words.at(place)).map(role -> new Role(role, place + 1));
    }

    /** A sister's son is a nephew. */
    private Optional<String> composed(int place) {
        Set<String> all = roles.known(words.conceptsAt(place));
        Optional<String> plain = roles.of(words.at(place));
        return plain.filter(role -> !all.contains(role)).isPresent()
                ? all.stream().findFirst()
                : Optional.empty();
    }

    int whichOne(int place) {
        int many = 0;
        while (many < WHICH_ONE_MAX && words.is(place + many, WHICH_ONE)) {
            many++;
        }
        return many;
    }
}
