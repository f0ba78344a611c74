package ai.clara.memory.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A text as words, each with the concepts it carries. What is asked of it often is made once. */
public final class Reading {
    private final String text;
    private final List<Token> tokens;
    private final List<Set<String>> conceptsAt;
    private final Set<String> concepts;
    private final Set<String> stems;
    private final List<String> words;
    private final String spaced;

    /**
     * @param text as written
     * @param conceptsAt per word, in the order of the words; not changed any more
     */
    Reading(String text, List<Token> tokens, List<Set<String>> conceptsAt) {
        this.text = text;
        this.tokens = List.copyOf(tokens);
        this.conceptsAt = conceptsAt.stream().map(Collections::unmodifiableSet).toList();
        var all = new LinkedHashSet<String>();
        conceptsAt.forEach(all::addAll);
        this.concepts = Collections.unmodifiableSet(all);
        var roots = new LinkedHashSet<String>();
        tokens.forEach(token -> roots.add(token.stem()));
        this.stems = Collections.unmodifiableSet(roots);
        this.words = tokens.stream().map(Token::lower).toList();
        this.spaced = " " + String.join(" ", words) + " ";
    }

    String text() {
        return text;
    }

    /** The words in their order. */
    public List<Token> tokens() {
        return tokens;
    }

    /** The concepts of each word. */
    public List<Set<String>> conceptsAt() {
        return conceptsAt;
    }

    /** All concepts of the text. */
    public Set<String> concepts() {
        return concepts;
    }

    Set<String> stems() {
        return stems;
    }

    /** The words in small letters. */
    public List<String> words() {
        return words;
    }

    boolean has(Set<String> some) {
        return words.stream().anyMatch(some::contains);
    }

    /** The words in lower case with one blank around each, for looking for phrases. */
    String spaced() {
        return spaced;
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
