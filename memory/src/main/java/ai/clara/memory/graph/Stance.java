package ai.clara.memory.graph;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Reading;
import java.util.List;
import java.util.Set;

/**
 * How a sentence stands to what it speaks of.
 *
 * @param states whether it is said to be so or not: it is not asked, wished, supposed or quoted
 * @param denies whether anything in it is denied
 * @param over whether it says that something is so no longer
 */
record Stance(boolean states, boolean denies, boolean over) {
    private static final Set<String> DENYING = Set.of("not", "never", "no", "without");
    private static final Set<String> SUPPOSING = Set.of(
            "if",
            "would",
            "wish",
            "maybe",
            "perhaps",
            "might",
            "unless",
            "imagine",
            "dream",
            "dreamt",
            "dreamed",
            "pretend",
            "joke",
            "joking",
            "almost",
            "should",
            "could",
            "wants",
            "hopes",
            "supposed",
            "suppose",
            "nearly");

    static Stance of(String sentence, Reading reading, Agreement agreement) {
        List<String> words = reading.words();
        boolean states = !agreement.asks(sentence)
                && sentence.chars().noneMatch(c -> c == '"' || c == '“' || c == '„')
                && words.stream().noneMatch(SUPPOSING::contains)
                && !sentence.contains(" may ");
        return new Stance(states, words.stream().anyMatch(DENYING::contains), over(words));
    }

    private static boolean over(List<String> words) {
        String spaced = " " + String.join(" ", words) + " ";
        return spaced.contains(" no longer ")
                || spaced.contains(" not ") && (spaced.contains(" any more ") || spaced.contains(" anymore "));
    }

    /** Whether it tells that something is so, or is so no longer. */
    boolean tells() {
        return states && (over || !denies);
    }
}
