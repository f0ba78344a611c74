package ai.clara.memory.recall;

import ai.clara.memory.store.Words;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Stretch;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps evidence short: a long message gives the stretch around what matters, word for word. */
final class Excerpt {
    static final int CHARS_MAX = 600;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…])\\s+|\\n+");

    private Excerpt() {}

    static Evidence around(Evidence whole, String quote) {
        String text = whole.text();
        return text.length() <= CHARS_MAX
                ? whole
                : whole.excerpt(cut(text, quote.isEmpty() ? 0 : Math.max(0, text.indexOf(quote))));
    }

    /** The sentence that holds most of the terms, with the one before it. */
    static Evidence about(Evidence whole, Set<String> terms, Words words) {
        String text = whole.text();
        if (text.length() <= CHARS_MAX) {
            return whole;
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
        return whole.excerpt(cut(text, before < 0 || from - before > CHARS_MAX / 2 ? from : before));
    }

    private static Stretch cut(String text, int from) {
        int at = from;
        int end = Math.min(text.length(), at + CHARS_MAX);
        if (Character.isLowSurrogate(text.charAt(at))) {
            at++;
        }
        if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end--;
        }
        return new Stretch(at, end);
    }
}
