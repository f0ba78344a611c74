package ai.clara.memory.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** How something is said, whatever it is about. */
final class Manner {
    private static final Pattern CAPTION = Pattern.compile("\\[[^\\]]*\\]");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
    private static final Pattern OWN =
            Pattern.compile("\\b(?:i|i'm|i've|i'd|i'll|my|me|we|our|we're|we've)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final long PRIME = 0x100000001B3L;
    private static final long BASIS = 0xCBF29CE484222325L;

    private Manner() {}

    /** The share of the letters that stand in sentences with a question mark at their end. What a picture shows is not said. */
    static double asking(String text) {
        String said = text.indexOf('[') < 0 ? text : CAPTION.matcher(text).replaceAll("");
        if (said.indexOf('?') < 0) {
            return 0;
        }
        int asked = 0;
        int all = 0;
        for (String sentence : SENTENCE_END.split(said)) {
            all += sentence.length();
            asked += sentence.stripTrailing().endsWith("?") ? sentence.length() : 0;
        }
        return all == 0 ? 0 : (double) asked / all;
    }

    static boolean own(String text) {
        return OWN.matcher(text).find();
    }

    /** Equal for texts of the same words in the same order, however they are cased, spaced and punctuated; else for equal signs. */
    static long likeness(String text) {
        String[] words = NO_WORD.split(text.toLowerCase(Locale.ROOT));
        if (Arrays.stream(words).allMatch(String::isEmpty)) {
            words = new String[] {text.strip()};
        }
        long hash = BASIS;
        for (String word : words) {
            for (int i = 0; i < word.length(); i++) {
                hash = (hash ^ word.charAt(i)) * PRIME;
            }
            // A word's end is a character too.
            hash = word.isEmpty() ? hash : (hash ^ ' ') * PRIME;
        }
        return hash;
    }
}
