package ai.clara.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word somebody probably meant. */
public final class Spelling {
    private Spelling() {}

    /** The nearest of the words, if it is near enough to be meant. */
    public static Optional<String> nearest(String word, Collection<String> words) {
        String wanted = word.toUpperCase(Locale.ROOT);
        return words.stream()
                .min(Comparator.comparingInt((String w) -> distance(wanted, w.toUpperCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(w -> distance(wanted, w.toUpperCase(Locale.ROOT)) <= Math.max(2, w.length() / 3));
    }

    /** Edits between two words: insert, delete, replace, or swap two neighbours (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
