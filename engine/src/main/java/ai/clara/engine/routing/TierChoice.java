package ai.clara.engine.routing;

import ai.clara.spi.model.Tier;
import java.util.Locale;
import java.util.Optional;

/**
 * The tier a message asks for by its first word, and the message without that word.
 *
 * @param tier empty when none is asked for
 * @param text what the model is shown
 */
public record TierChoice(Optional<Tier> tier, String text) {
    /** Reads {@code !high}, {@code !mid}, {@code !low} and the older words for them. A word alone is a message like any other. */
    public static TierChoice of(String message) {
        String trimmed = message.strip();
        int space = firstSpace(trimmed);
        if (!trimmed.startsWith("!") || space < 0) {
            return new TierChoice(Optional.empty(), message);
        }
        Optional<Tier> tier = byWord(trimmed.substring(1, space).toLowerCase(Locale.ROOT));
        return new TierChoice(
                tier, tier.isEmpty() ? message : trimmed.substring(space).strip());
    }

    private static Optional<Tier> byWord(String word) {
        return switch (word) {
            case "high", "opus" -> Optional.of(Tier.HIGH);
            case "mid", "sonnet" -> Optional.of(Tier.MID);
            case "low", "haiku", "fast" -> Optional.of(Tier.LOW);
            default -> Optional.empty();
        };
    }

    private static int firstSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }
}
