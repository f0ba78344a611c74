package ai.clara.memory.graph;

import ai.clara.memory.answer.Lexicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whom and what a question points at. */
final class Pointing {
    static final int HOPS_MAX = 2;
    private static final int PHRASES_MAX = 3;

    private Pointing() {}

    /** The asker alone is left out: everything is about them. */
    static List<Phrase> of(String question, Lexicon lexicon, Roles roles) {
        var words = new Words(lexicon.read(question));
        var phrases = new Phrases(words, roles, Optional.empty(), true);
        var found = new ArrayList<Phrase>();
        int place = 0;
        while (place < words.size() && found.size() < PHRASES_MAX) {
            Optional<Phrases.Spot> spot = phrases.at(place);
            if (spot.isPresent()
                    && !(spot.get().phrase() instanceof Phrase.Self)
                    && spot.get().phrase().hops() <= HOPS_MAX) {
                found.add(spot.get().phrase());
            }
            place = spot.map(Phrases.Spot::end).orElse(place + 1);
        }
        return found;
    }
}
