package ai.clara.memory.recall;

import ai.clara.memory.follow.Words;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps evidence short: a long message gives the stretch around what matters, word for word. */
final class Excerpt {
    static final int CHARS_MAX = 600;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…])\\s+|\\n+");

    private Excerpt() {}

    static String around(String text, String quote) {
        if (text.length() <= CHARS_MAX) {
            return text;
        }
        return cut(text, quote.isEmpty() ? 0 : Math.max(0, text.indexOf(quote)));
    }

    /** The sentence that holds most of the terms, with the one before it. */
    static String about(String text, Set<String> terms, Words words) {
        if (text.length() <= CHARS_MAX) {
            return text;
        }
        List<String> sentences = SENTENCE_END.splitAsStream(text).toList();
        int best = 0;
        long most = 0;
        for (int i = 0; i < sentences.size(); i++) {
            long held = words.counts(sentences.get(i)).keySet().stream()
                    .filter(terms::contains)
                    .count();
            if (held > most) {
                most = held;
                best = i;
            }
        }
        int from = text.indexOf(sentences.get(best));
        int before = best == 0 ? from : text.lastIndexOf(sentences.get(best - 1), from);
        return cut(text, before < 0 || from - before > CHARS_MAX / 2 ? from : before);
    }

    private static String cut(String text, int from) {
        int at = from;
        int end = Math.min(text.length(), at + CHARS_MAX);
        if (Character.isLowSurrogate(text.charAt(at))) {
            at++;
        }
        if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end--;
        }
        return (at > 0 ? "… " : "") + text.substring(at, end) + (end < text.length() ? " …" : "");
    }
}
