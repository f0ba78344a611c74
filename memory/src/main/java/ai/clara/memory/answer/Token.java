package ai.clara.memory.answer;

/**
 * One word of a text.
 *
 * @param first whether it begins its sentence
 * @param gap what stands between the word before and this one
 */
public record Token(String surface, String lower, String stem, boolean first, String gap) {
    /** Whether it begins with a capital. */
    public boolean capital() {
        return Character.isUpperCase(surface.codePointAt(0));
    }

    boolean digit() {
        return Character.isDigit(surface.codePointAt(0));
    }
}
