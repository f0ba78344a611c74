package ai.clara.discord.inbound;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether words are for Clara, and how they read without Discord's markup. */
public final class Addressing {
    private static final String CLARA = "@Clara";
    private static final Pattern MENTION = Pattern.compile("<(?:@!?|@&|#)\\d{1,20}>");
    private static final Pattern EMOJI = Pattern.compile("<a?(:\\w{1,64}:)\\d{1,20}>");
    private static final Pattern FIRST = Pattern.compile("\\s*(" + MENTION + ")[\\s,:;]*");
    private static final Pattern LAST = Pattern.compile("[\\s,]*(" + MENTION + ")\\s*([.!?…]*)\\s*\\z");

    private Addressing() {}

    /** A direct message, a mention anywhere, or a reply to her. */
    public static boolean forClara(Wording wording) {
        return wording.direct() || wording.toClara() || mentioned(wording);
    }

    /**
     * The words for a reader: Clara's own mention is cut out at the front and at the end, and is {@code @Clara} inside a sentence or
     * alone; others are the names that people see.
     */
    public static String text(Wording wording) {
        String words = withoutLast(withoutFirst(wording.raw(), wording), wording);
        String readable =
                MENTION.matcher(words).replaceAll(found -> Matcher.quoteReplacement(name(found.group(), wording)));
        String text = EMOJI.matcher(readable).replaceAll("$1").strip();
        return text.isEmpty() && mentioned(wording) ? CLARA : text;
    }

    private static boolean mentioned(Wording wording) {
        return MENTION.matcher(wording.raw()).results().map(MatchResult::group).anyMatch(wording.own()::contains);
    }

    private static String withoutFirst(String raw, Wording wording) {
        String words = raw;
        Matcher first = FIRST.matcher(words);
        while (first.lookingAt() && wording.own().contains(first.group(1))) {
            words = words.substring(first.end());
            first = FIRST.matcher(words);
        }
        return words;
    }

    private static String withoutLast(String text, Wording wording) {
        String words = text;
        Optional<MatchResult> last = last(words);
        while (last.isPresent() && wording.own().contains(last.get().group(1))) {
            words = words.substring(0, last.get().start()) + last.get().group(2);
            last = last(words);
        }
        return words;
    }

    /** Looks only where the last token can begin, so that long runs of blanks cost nothing. */
    private static Optional<MatchResult> last(String words) {
        int token = words.lastIndexOf('<');
        if (token < 0) {
            return Optional.empty();
        }
        int from = token;
        while (from > 0 && (Character.isWhitespace(words.charAt(from - 1)) || words.charAt(from - 1) == ',')) {
            from--;
        }
        Matcher matcher = LAST.matcher(words).region(from, words.length());
        return matcher.lookingAt() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    private static String name(String token, Wording wording) {
        if (wording.own().contains(token)) {
            return CLARA;
        }
        return wording.names().getOrDefault(token, token.startsWith("<#") ? "#unknown" : "@unknown");
    }
}
