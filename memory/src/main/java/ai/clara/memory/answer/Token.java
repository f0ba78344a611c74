package ai.clara.memory.answer;

/**
 * One word of a text.
 *
 * @param first whether it begins its sentence
 */
record Token(String surface, String lower, String stem, boolean first) {
    boolean capital() {
        return Character.isUpperCase(surface.codePointAt(0));
    }

    boolean digit() {
        return Character.isDigit(surface.codePointAt(0));
    }
}
