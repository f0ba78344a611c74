package ai.clara.memory.answer;

import ai.clara.memory.answer.Agreement.Heard;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a later statement takes the place of an earlier one: the newer word on the same matter counts. */
final class Succession {
    /** Scores this close to the best state the same thing at different times. */
    private static final double NEAR = 0.85;
    /** Statements on the same matter are at least this alike; two of a hundred pairs on different matters are. */
    static final double SAME_MATTER = 0.855;
    /** What a statement that speaks of a change needs. */
    private static final double LIKE_MATTER = 0.82;

    private static final Pattern CHANGE = Pattern.compile(
            " (now|nowadays|instead|anymore|any more|no longer|not any|these days|from now on|since then|meanwhile|actually|correction"
                    + "|switch(ed)?|change[sd]?|moved|move|swapped|replaced|took over|takes over|taken over|renewed|rescheduled|postponed"
                    + "|brought forward|pushed back|put off|sold|quit|left|resigned|finished|stopped|dropped|gave up|given up|cancelled"
                    + "|canceled|called off|gone off|become|became|turned into|new|down to|up to|traded|ended|over|broke|separated|lost"
                    + "|joined|started|another|different|dyed|retired|after all|rather than) ");

    private final Names names;
    private final Lexicon lexicon;

    Succession(Lexicon lexicon, Names names) {
        this.lexicon = lexicon;
        this.names = names;
    }

    /**
     * @param best what answers best, of which the earlier one may be an update already
     */
    boolean succeeds(Heard later, Heard earlier, Heard best, Question question) {
        boolean linked = later.statement().before().equals(earlier.statement().text()) && later.continues();
        double likeness =
                later.statement().meaning().likeness(earlier.statement().meaning());
        boolean vectors = later.statement().meaning().known()
                && earlier.statement().meaning().known();
        boolean changes = CHANGE.matcher(later.reading().spaced()).find();
        boolean sameWords = later.match().agreed().containsAll(best.match().agreed());
        boolean asGood = sameWords
                && best.match().score() > 0
                && later.match().score() >= NEAR * best.match().score();
        if (asGood) {
            return !vectors || linked || likeness >= (changes ? LIKE_MATTER : SAME_MATTER);
        }
        boolean ties = linked || sharesMore(later, earlier, question) || sharesRole(later, question);
        return changes && ties && !later.match().strays() && (linked || (vectors && likeness >= SAME_MATTER));
    }

    /** "I sold the Skoda" takes up a word of "I drive a Skoda" that nobody asked for. */
    private boolean sharesMore(Heard later, Heard earlier, Question question) {
        Set<String> shared = new HashSet<>(earlier.reading().stems());
        shared.retainAll(later.reading().stems());
        shared.removeAll(question.reading().stems());
        return later.reading().tokens().stream()
                .anyMatch(token -> shared.contains(token.stem())
                        && !CHANGE.matcher(" " + token.lower() + " ").find()
                        && !names.isGrammar(token.lower())
                        && !lexicon.isWeak(token.stem()));
    }

    private static boolean sharesRole(Heard later, Question question) {
        return !question.people().isEmpty()
                && later.reading().concepts().stream().anyMatch(question.people()::contains);
    }
}
