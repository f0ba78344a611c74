package ai.clara.memory.graph;

import ai.clara.memory.graph.Phrase.Named;
import ai.clara.memory.graph.Phrases.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where somebody lives, works, comes from or was met: "Rosa got the night shift at the hospital", "I met Lukas in Graz". */
final class PlaceRules {
    private static final Set<String> ADVERBS = Set.of(
            "now",
            "still",
            "just",
            "finally",
            "recently",
            "also",
            "has",
            "have",
            "is",
            "'s",
            "am",
            "are",
            "been",
            "actually",
            "really",
            "currently",
            "already",
            "both",
            "had",
            "mostly",
            "officially");
    private static final Set<String> LIVING =
            Set.of("lives", "live", "living", "moved", "moves", "moving", "settled", "relocated");
    private static final Set<String> DIRECTIONS = Set.of("back", "over", "away", "out", "down", "up", "here");
    private static final Set<String> TO = Set.of("in", "to", "into");
    private static final Set<String> WORKING =
            Set.of("works", "work", "working", "employed", "hired", "teaches", "nurses");
    private static final Set<String> JOB =
            Set.of("job", "shift", "shifts", "position", "apprenticeship", "internship", "contract");
    private static final Set<String> STARTING = Set.of("started", "starts", "starting", "joined");
    private static final Set<String> LEAVING = Set.of("quit", "left", "resigned", "quits", "leaves", "lost", "loses");
    private static final Set<String> AT = Set.of("at", "for", "in", "with", "by");
    private static final Set<String> STOPS = Set.of(
            "who", "that", "and", "but", "because", "if", "when", "while", "or", "about", "to", "so", "which", "than",
            "like");
    private static final Set<String> MEETING = Set.of("met", "saw");
    private static final Set<String> RUNNING = Set.of("ran", "bumped");
    private static final Set<String> ARTICLES = Set.of("the", "a", "an", "our", "my", "his", "her");
    private static final Set<String> NO_PLACE = Set.of(
            "time", "times", "lot", "moment", "same", "while", "bit", "year", "month", "week", "day", "team", "way",
            "office", "company", "home", "job", "new", "living", "fun", "first", "summer", "winter", "morning",
            "evening", "night", "weekend");
    private static final Set<String> NO_LONGER =
            Set.of("no", "longer", "does", "do", "did", "not", "is", "am", "are", "'s");
    private static final int VERB_WITHIN = 6;
    private static final int PLACE_WITHIN = 4;
    private static final int THING_WORDS_MAX = 3;

    private PlaceRules() {}

    static void read(Clause clause, int place, Spot spot) {
        if (clause.leads(place)) {
            living(clause, spot);
            working(clause, spot);
            coming(clause, spot);
            if (!clause.over) {
                meeting(clause, spot);
            }
        }
    }

    private static void living(Clause clause, Spot spot) {
        Words words = clause.words;
        int verb = clause.skip(spot.end(), ADVERBS, 3);
        if (!words.is(verb, LIVING) || !words.follows(verb)) {
            verb = clause.over ? find(clause, spot.end(), LIVING) : -1;
        }
        if (verb < 0) {
            return;
        }
        int to = clause.skip(verb + 1, DIRECTIONS, 2);
        if (words.is(to, TO) && words.follows(to)) {
            words.name(to + 1)
                    .filter(_ -> words.follows(to + 1))
                    .ifPresent(name -> clause.tell(
                            new Bond(spot.phrase(), Predicates.LIVES, new Named(name.shown()), clause.over)));
        }
    }

    private static void coming(Clause clause, Spot spot) {
        Words words = clause.words;
        int at = clause.skip(spot.end(), Set.of("is", "'s", "am", "are", "comes", "come", "originally", "actually"), 3);
        if (!clause.over && at > spot.end() && words.at(at).equals("from") && words.follows(at)) {
            words.name(at + 1).ifPresent(name -> clause.tell(spot.phrase(), Predicates.FROM, new Named(name.shown())));
        }
    }

    private static void working(Clause clause, Spot spot) {
        Words words = clause.words;
        int verb = verb(clause, spot);
        if (verb < 0) {
            return;
        }
        boolean joined = words.at(verb).equals("joined");
        int at = joined ? verb : find(clause, verb + 1, AT, PLACE_WITHIN);
        if (at >= 0) {
            boolean over = clause.over || find(clause, spot.end(), LEAVING) >= 0;
            boolean nameless =
                    !joined && (!words.at(at).equals("with") || words.at(verb).equals("contract"));
            thing(words, at + 1, nameless)
                    .ifPresent(name ->
                            clause.tell(new Bond(spot.phrase(), Predicates.WORKS, new Named(name.shown()), over)));
        }
    }

    /** Where somebody works, or has a job: "my work" is neither. */
    private static int verb(Clause clause, Spot spot) {
        Words words = clause.words;
        int verb = clause.skip(spot.end(), clause.over ? NO_LONGER : ADVERBS, 4);
        if (words.at(verb).equals("was") && words.at(verb + 1).equals("hired")) {
            return verb + 1;
        }
        boolean works = words.is(verb, WORKING) || words.is(verb, STARTING);
        return works && words.follows(verb) ? verb : find(clause, spot.end(), JOB);
    }

    private static int find(Clause clause, int from, Set<String> some) {
        return find(clause, from, some, VERB_WITHIN);
    }

    /** The first of some words within the same clause. */
    private static int find(Clause clause, int from, Set<String> some, int within) {
        Words words = clause.words;
        for (int at = from; at < from + within && words.follows(at); at++) {
            if (words.is(at, some)) {
                return at;
            }
            if (words.is(at, STOPS) || words.name(at).isPresent()) {
                return -1;
            }
        }
        return -1;
    }

    /** A name, or what an article and a word or two say: "the hospital". */
    static Optional<Words.Name> thing(Words words, int place, boolean nameless) {
        if (!words.follows(place)) {
            return Optional.empty();
        }
        Optional<Words.Name> name = words.name(words.at(place).equals("the") ? place + 1 : place);
        if (name.isPresent() || !nameless || !words.is(place, ARTICLES)) {
            return name;
        }
        int end = place + 1;
        var shown = new StringBuilder();
        while (words.follows(end) && !words.isGrammar(end) && !words.isNumber(end)) {
            if (end - place > THING_WORDS_MAX || words.is(end, NO_PLACE)) {
                return Optional.empty();
            }
            shown.append(shown.isEmpty() ? "" : " ").append(words.at(end));
            end++;
        }
        return shown.isEmpty() ? Optional.empty() : Optional.of(new Words.Name(shown.toString(), end));
    }

    /** "I met Lukas and Ida in Graz". */
    private static void meeting(Clause clause, Spot spot) {
        Words words = clause.words;
        int verb = clause.skip(spot.end(), ADVERBS, 2);
        int whom = words.is(verb, MEETING)
                ? verb + 1
                : words.is(verb, RUNNING) && words.at(verb + 1).equals("into")
                        ? verb + 2
                        : words.at(verb).equals("got") && words.at(verb + 2).equals("know") ? verb + 3 : -1;
        if (whom < 0 || !words.follows(whom)) {
            return;
        }
        var met = new ArrayList<Phrase>();
        int end = people(clause, whom, met);
        if (met.isEmpty()) {
            return;
        }
        met.forEach(one -> clause.tell(spot.phrase(), Predicates.MET, one));
        int in = find(clause, end, Set.of("in", "at", "on"), PLACE_WITHIN);
        if (in >= 0) {
            thing(words, in + 1, true)
                    .ifPresent(
                            name -> met.forEach(one -> clause.tell(one, Predicates.MET_IN, new Named(name.shown()))));
        }
    }

    private static int people(Clause clause, int place, List<Phrase> met) {
        int at = place;
        while (true) {
            Optional<Spot> spot = clause.phrases.at(at).filter(Clause::somebody);
            if (spot.isEmpty() || spot.get().phrase() instanceof Phrase.Self) {
                return at;
            }
            met.add(spot.get().phrase());
            at = spot.get().end();
            if (!clause.words.at(at).equals("and")) {
                return at;
            }
            at++;
        }
    }
}
