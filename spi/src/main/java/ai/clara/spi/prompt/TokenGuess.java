package ai.clara.spi.prompt;

/** How many tokens a text takes: a careful guess for Latin scripts; exact counts belong to a model's dialect. */
public final class TokenGuess {
    /** Characters of one token. */
    public static final int CHARS_PER_TOKEN = 4;

    private TokenGuess() {}

    /** The guess, rounded up. */
    public static int of(String text) {
        return (text.length() + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
    }
}
