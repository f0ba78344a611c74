package ai.clara.memory.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text as words, each with the concepts it carries.
 *
 * @param text as written
 * @param concepts per word, in the order of the words
 */
public record Reading(String text, List<Token> tokens, List<Set<String>> conceptsAt) {
    /** All concepts of the text. */
    public Set<String> concepts() {
        var all = new LinkedHashSet<String>();
        conceptsAt.forEach(all::addAll);
        return all;
    }

    Set<String> stems() {
        var all = new LinkedHashSet<String>();
        tokens.forEach(token -> all.add(token.stem()));
        return all;
    }

    List<String> words() {
        return tokens.stream().map(Token::lower).toList();
    }

    boolean has(Set<String> words) {
        return tokens.stream().anyMatch(token -> words.contains(token.lower()));
    }

    /** The words in lower case with one blank around each, for looking for phrases. */
    String spaced() {
        return " " + String.join(" ", words()) + " ";
    }

    List<Integer> placesOf(Set<String> someConcepts) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < tokens.size(); i++) {
            if (conceptsAt.get(i).stream().anyMatch(someConcepts::contains)) {
                places.add(i);
            }
        }
        return places;
    }
}
