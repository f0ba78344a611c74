package ai.clara.memory.graph;

import ai.clara.memory.answer.Names;
import ai.clara.memory.answer.Reading;
import ai.clara.memory.answer.Token;
import java.util.Optional;
import java.util.Set;

/** A sentence by its words; a place outside of it holds no word. */
final class Words {
    private static final Names NAMES = new Names();
    private static final Set<String> TITLES = Set.of("dr", "mr", "mrs", "ms", "prof");
    /** At the beginning of a sentence these have a capital too, and they are no concept of the lexicon. */
    private static final Set<String> NOBODY = Set.of(
            "everyone",
            "everybody",
            "someone",
            "somebody",
            "nobody",
            "anyone",
            "anybody",
            "none",
            "many",
            "most",
            "few",
            "others",
            "both",
            "everything",
            "something",
            "nothing",
            "whoever",
            "clara",
            "another",
            "two",
            "three",
            "one",
            "people",
            "haha",
            "lol",
            "omg",
            "god",
            "later",
            "soon",
            "once",
            "congrats",
            "wow",
            "mine",
            "myself");

    static final int NAME_WORDS_MAX = 3;

    private final Reading reading;

    Words(Reading reading) {
        this.reading = reading;
    }

    int size() {
        return reading.tokens().size();
    }

    String at(int place) {
        return place >= 0 && place < size() ? reading.words().get(place) : "";
    }

    boolean is(int place, Set<String> words) {
        return words.contains(at(place));
    }

    boolean isGrammar(int place) {
        return NAMES.isGrammar(at(place));
    }

    boolean isNumber(int place) {
        return !at(place).isEmpty() && Character.isDigit(at(place).charAt(0));
    }

    Set<String> conceptsAt(int place) {
        return place >= 0 && place < size() ? reading.conceptsAt().get(place) : Set.of();
    }

    /** What stands before a word; behind the last one, the end. */
    String gap(int place) {
        return place < size() ? reading.tokens().get(place).gap() : ".";
    }

    /** Whether nothing but blanks stands before a word that is there. */
    boolean follows(int place) {
        return place < size() && gap(place).isBlank();
    }

    boolean comma(int place) {
        return place < size() && gap(place).strip().equals(",");
    }

    /** Whether a clause ends before this place. */
    boolean ends(int place) {
        return place >= size() || !gap(place).isBlank();
    }

    /** A name and the place behind it. */
    record Name(String shown, int end) {}

    /** The name that begins at a place. */
    Optional<Name> name(int place) {
        int from = TITLES.contains(at(place)) ? place + 1 : place;
        int end = from;
        var shown = new StringBuilder();
        while (end < size()
                && end - from < NAME_WORDS_MAX
                && isName(end)
                && (end == from || gap(end).isBlank() && !token(end).first())) {
            shown.append(end > from ? " " : "").append(token(end).surface());
            end++;
        }
        return end == from ? Optional.empty() : Optional.of(new Name(shown.toString(), end));
    }

    private boolean isName(int place) {
        return NAMES.isName(reading, place)
                && !NOBODY.contains(at(place))
                && at(place).length() > 1;
    }

    private Token token(int place) {
        return reading.tokens().get(place);
    }

    String stem(int place) {
        return token(place).stem();
    }
}
