package ai.clara.memory.recall;

/** Keeps evidence short: a long message gives the stretch around what matters, word for word. */
final class Excerpt {
    private static final int CHARS_MAX = 600;

    private Excerpt() {}

    static String of(String text, String quote) {
        if (text.length() <= CHARS_MAX) {
            return text;
        }
        int at = quote.isEmpty() ? 0 : Math.max(0, text.indexOf(quote));
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
