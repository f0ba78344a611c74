package ai.clara.engine.routing;

import ai.clara.spi.model.Tier;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tier a message asks for by its first word, and the message without that word.
 *
 * @param tier empty when none is asked for
 * @param text what the model is shown
 */
public record TierChoice(Optional<Tier> tier, String text) {
    /** Platforms cut a mention of Clara out; where nobody does, she may stand before the word. */
    private static final Pattern FIRST_WORD = Pattern.compile(
            "\\s*(?:(?:<@!?\\d+>|@clara\\b)[\\s,:]*)?!(\\p{Alpha}+)(?=\\s|$)", Pattern.CASE_INSENSITIVE);

    /**
     * Reads {@code !high}, {@code !mid}, {@code !low} and the older words for them. A word alone is a message like any other.
     *
     * @param more whether something stands beside the text, so that the word alone asks too
     */
    public static TierChoice of(String message, boolean more) {
        Matcher word = FIRST_WORD.matcher(message);
        Optional<Tier> tier = word.lookingAt() ? byWord(word.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
        String rest = tier.isEmpty() ? message : message.substring(word.end()).strip();
        return rest.isEmpty() && !more ? new TierChoice(Optional.empty(), message) : new TierChoice(tier, rest);
    }

    private static Optional<Tier> byWord(String word) {
        return switch (word) {
            case "high", "opus" -> Optional.of(Tier.HIGH);
            case "mid", "sonnet" -> Optional.of(Tier.MID);
            case "low", "haiku", "fast" -> Optional.of(Tier.LOW);
            default -> Optional.empty();
        };
    }
}
