package ai.clara.memory.graph;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Lexicon;
import ai.clara.memory.answer.Reading;
import ai.clara.memory.graph.Phrase.Named;
import ai.clara.memory.graph.Phrase.Relative;
import ai.clara.memory.graph.Phrases.Spot;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a message tells of people, places and things, by rules for English. A wrong relation is worse than none: what is asked,
 * denied, wished or quoted tells none.
 */
@Singleton
final class Gleaning {
    static final int CHARS_MAX = 4_000;
    static final int BONDS_MAX = 40;
    private static final int MENTIONS_MAX = 60;
    private static final int SHOWN_CHARS_MAX = 100;

    private final Lexicon lexicon;
    private final Agreement agreement;
    private final Roles roles;

    Gleaning(Lexicon lexicon, Agreement agreement) {
        this.lexicon = lexicon;
        this.agreement = agreement;
        this.roles = new Roles(lexicon);
    }

    /** Clara's words and erased ones tell nothing. */
    Gist of(TranscriptEntry entry) {
        return of(entry, List.of());
    }

    /** @param besides what was read in it otherwise; where that says something else of the same, the rules are right */
    Gist of(TranscriptEntry entry, List<Bond> besides) {
        Optional<PersonId> author = entry.author();
        if (author.isEmpty() || entry.erased() || entry.text().isBlank()) {
            return new Gist(entry, List.of(), List.of());
        }
        Gleaned gleaned = glean(entry.text());
        // "She works at the mill" and then "she no longer works at the mill": what is told last counts.
        var ties = new LinkedHashMap<Tie, Tie>();
        gleaned.bonds().stream().map(bond -> bond.tie(author.get())).forEach(tie -> ties.put(tie.begun(), tie));
        for (Bond bond : besides) {
            Tie tie = bond.tie(author.get());
            if (ties.putIfAbsent(tie.begun(), tie) == null) {
                show(bond, gleaned.phrases());
            }
        }
        var mentions = new LinkedHashMap<Node, Mention>();
        gleaned.phrases().forEach((phrase, kind) -> mention(phrase, kind, author.get(), mentions));
        return new Gist(
                entry,
                mentions.values().stream().limit(MENTIONS_MAX).toList(),
                ties.values().stream().limit(BONDS_MAX).toList());
    }

    private static void mention(Phrase phrase, Kind kind, PersonId author, Map<Node, Mention> mentions) {
        Node node = phrase.node(author);
        String shown = phrase instanceof Named(String name) ? name : "";
        mentions.put(node, new Mention(node, kind, shown.substring(0, Math.min(SHOWN_CHARS_MAX, shown.length()))));
        // Whoever speaks of Rosa Klein speaks of Rosa.
        node.shorter()
                .filter(_ -> kind != Kind.PLACE)
                .ifPresent(first ->
                        mentions.putIfAbsent(first, new Mention(first, kind, shown.substring(0, shown.indexOf(' ')))));
    }

    /** What a text tells, by the words that point. */
    record Gleaned(List<Bond> bonds, Map<Phrase, Kind> phrases) {}

    Gleaned glean(String text) {
        var bonds = new ArrayList<Bond>();
        var phrases = new LinkedHashMap<Phrase, Kind>();
        String read = text.substring(0, Math.min(CHARS_MAX, text.length()));
        for (String sentence : Agreement.sentences(read)) {
            glean(sentence, bonds, phrases);
        }
        return new Gleaned(bonds, phrases);
    }

    private void glean(String sentence, List<Bond> bonds, Map<Phrase, Kind> mentioned) {
        Reading reading = lexicon.read(sentence);
        var words = new Words(reading);
        Stance stance = Stance.of(sentence, reading, agreement);
        int place = 0;
        while (place < words.size()) {
            // Whom "she" means changes as the sentence goes on.
            var clause =
                    new Clause(words, new Phrases(words, roles, onlyPerson(mentioned, bonds), false), stance.over());
            Optional<Spot> spot = clause.phrases.at(place);
            if (spot.isEmpty()) {
                thing(words, place, stance.tells() && !stance.over(), bonds);
                place++;
                continue;
            }
            note(spot.get().phrase(), mentioned);
            if (stance.states()) {
                AliasRules.read(clause, place, spot.get());
                if (stance.tells()) {
                    bond(clause, place, spot.get());
                }
                for (Bond bond : clause.bonds()) {
                    if (stance.tells() || bond.ended()) {
                        show(bond, mentioned);
                        bonds.add(bond);
                    }
                }
            }
            place = Math.max(place + 1, spot.get().end());
        }
    }

    private static void bond(Clause clause, int place, Spot spot) {
        if (!clause.over) {
            spot.bonds().forEach(clause::tell);
            KinRules.read(clause, place, spot);
        }
        PlaceRules.read(clause, place, spot);
    }

    /** "My boat is called Marigold". */
    private void thing(Words words, int place, boolean tells, List<Bond> bonds) {
        boolean called = words.is(place + 2, Clause.IS)
                && Set.of("called", "named", "christened").contains(words.at(place + 3));
        if (!tells || !called || !Set.of("my", "our").contains(words.at(place)) || words.isGrammar(place + 1)) {
            return;
        }
        words.name(place + 4)
                .ifPresent(
                        name -> bonds.add(new Bond(new Phrase.Self(), words.stem(place + 1), new Named(name.shown()))));
    }

    private void note(Phrase phrase, Map<Phrase, Kind> mentioned) {
        switch (phrase) {
            case Phrase.Self _ -> {}
            case Named named -> mentioned.putIfAbsent(named, Kind.UNKNOWN);
            case Relative(Phrase owner, String role) -> {
                note(owner, mentioned);
                mentioned.putIfAbsent(phrase, roles.isPet(role) ? Kind.THING : Kind.PERSON);
            }
            case Phrase.Met _, Phrase.At _ -> throw new IllegalArgumentException("only a question points so");
        }
    }

    private void show(Bond bond, Map<Phrase, Kind> mentioned) {
        note(bond.from(), mentioned);
        note(bond.to(), mentioned);
        if (!bond.predicate().equals(Predicates.SAME)) {
            mentioned.replace(bond.to(), kind(bond.predicate()));
            mentioned.replace(bond.from(), Kind.UNKNOWN, Kind.PERSON);
        }
    }

    private Kind kind(String predicate) {
        return switch (predicate) {
            case Predicates.LIVES, Predicates.FROM, Predicates.MET_IN -> Kind.PLACE;
            case Predicates.WORKS -> Kind.THING;
            case Predicates.MET, Predicates.SPOUSE, Predicates.PARTNER -> Kind.PERSON;
            default -> roles.isRole(predicate) && !roles.isPet(predicate) ? Kind.PERSON : Kind.THING;
        };
    }

    /** The one person spoken of so far; nobody when there are two, or somebody who may be one. */
    private static Optional<Phrase> onlyPerson(Map<Phrase, Kind> mentioned, List<Bond> bonds) {
        List<Phrase> people = mentioned.entrySet().stream()
                .filter(one -> one.getValue() == Kind.PERSON || one.getValue() == Kind.UNKNOWN)
                .map(Map.Entry::getKey)
                .filter(one ->
                        !(one instanceof Relative relative) || bonds.stream().noneMatch(bond -> names(bond, relative)))
                .toList();
        return people.size() == 1 ? Optional.of(people.getFirst()) : Optional.empty();
    }

    /** Whether a sister has got her name. */
    private static boolean names(Bond bond, Relative relative) {
        return bond.to() instanceof Named
                && bond.from().equals(relative.owner())
                && bond.predicate().equals(relative.role());
    }
}
