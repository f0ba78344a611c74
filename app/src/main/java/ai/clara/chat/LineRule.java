package ai.clara.chat;

import java.util.Optional;

/** Which lines Clara takes: text, and not a whole book. */
final class LineRule {
    static final int CHARS_MAX = 32_000;

    private LineRule() {}

    /** One sentence when a line is not taken. */
    static Optional<String> refusal(String line) {
        if (line.length() > CHARS_MAX) {
            return Optional.of("That line is longer than 32,000 characters; please say it in shorter pieces.");
        }
        if (line.codePoints().anyMatch(LineRule::noText)) {
            return Optional.of("That line is not readable text; please send it as UTF-8 without control characters.");
        }
        return Optional.empty();
    }

    private static boolean noText(int c) {
        boolean control = Character.isISOControl(c) && c != '\t';
        return control || c == 0xFFFD || Character.getType(c) == Character.SURROGATE;
    }
}
