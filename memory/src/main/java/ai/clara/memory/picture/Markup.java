package ai.clara.memory.picture;

/** Text in XML and HTML. */
final class Markup {
    private Markup() {}

    static String escaped(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}]+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** No longer than so many characters, none of them cut in two. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
