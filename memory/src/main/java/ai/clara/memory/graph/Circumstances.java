package ai.clara.memory.graph;

import ai.clara.memory.graph.Phrases.Spot;
import java.util.Optional;
import java.util.Set;

/** Somebody that a question points at by what they do: "the person I met in Graz", "the one who works at the hospital". */
final class Circumstances {
    private static final Set<String> SOMEBODY = Set.of(
            "person",
            "one",
            "man",
            "woman",
            "guy",
            "girl",
            "boy",
            "friend",
            "someone",
            "somebody",
            "lady",
            "fellow",
            "people",
            "bloke",
            "chap");
    private static final Set<String> WHO = Set.of("who", "whom", "that", "which");
    private static final Set<String> ARTICLES = Set.of("the", "that", "a");
    private static final Set<String> MEETING = Set.of("met", "meet", "saw");
    private static final Set<String> IN = Set.of("in", "at", "on", "for", "to");
    private static final Set<String> LIVING = Set.of("lives", "live", "living", "moved");
    private static final Set<String> WORKING = Set.of("works", "work", "working", "started");
    private static final Set<String> HELPING = Set.of("had", "have", "'ve", "first", "once", "has", "is", "'s");

    private Circumstances() {}

    static Optional<Spot> at(Words words, Phrases phrases, int place) {
        int at = words.is(place, ARTICLES) ? place + 1 : place;
        if (!words.is(at, SOMEBODY)) {
            return Optional.empty();
        }
        boolean who = words.is(at + 1, WHO);
        int next = who ? at + 2 : at + 1;
        return who ? doing(words, next).or(() -> met(words, phrases, next)) : met(words, phrases, next);
    }

    private static Optional<Spot> doing(Words words, int place) {
        int verb = words.is(place, HELPING) ? place + 1 : place;
        String predicate = words.is(verb, LIVING) ? Predicates.LIVES : words.is(verb, WORKING) ? Predicates.WORKS : "";
        if (predicate.isEmpty() || !words.is(verb + 1, IN)) {
            return Optional.empty();
        }
        return PlaceRules.thing(words, verb + 2, true)
                .map(name -> new Spot(new Phrase.At(predicate, name.shown()), name.end()));
    }

    private static Optional<Spot> met(Words words, Phrases phrases, int place) {
        Optional<Spot> by = phrases.at(place);
        if (by.isEmpty()) {
            return Optional.empty();
        }
        int verb = words.is(by.get().end(), HELPING)
                ? by.get().end() + 1
                : by.get().end();
        boolean met = words.is(verb, MEETING) && words.is(verb + 1, IN);
        boolean into = words.at(verb).equals("ran") && words.at(verb + 1).equals("into") && words.is(verb + 2, IN);
        if (!met && !into) {
            return Optional.empty();
        }
        return PlaceRules.thing(words, verb + (into ? 3 : 2), true)
                .map(name -> new Spot(new Phrase.Met(by.get().phrase(), name.shown()), name.end()));
    }
}
