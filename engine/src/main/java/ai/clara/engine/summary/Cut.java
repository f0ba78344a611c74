package ai.clara.engine.summary;

/** Holds texts to a length. */
final class Cut {
    private static final String MORE = "…";

    private Cut() {}

    /** The text, or its beginning with a mark that there was more; never half of a character. */
    static String to(String text, int charsMax) {
        return text.length() <= charsMax ? text : whole(text, charsMax - MORE.length()) + MORE;
    }

    /** The text up to the last whole sentence that fits, when there is one. */
    static String toSentence(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        String cut = whole(text, charsMax);
        int end = Math.max(Math.max(cut.lastIndexOf(". "), cut.lastIndexOf("! ")), cut.lastIndexOf('\n'));
        return end > charsMax / 2 ? cut.substring(0, end + 1).strip() : to(text, charsMax);
    }

    private static String whole(String text, int chars) {
        boolean between = Character.isHighSurrogate(text.charAt(chars - 1));
        return text.substring(0, between ? chars - 1 : chars);
    }
}
