package ai.clara.memory.graph;

import ai.clara.spi.id.PersonId;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody or something that messages tell of, within the audience of those messages: two audiences never share one.
 *
 * @param key {@code person:ID}, {@code name:WORDS} or {@code kin:OWNER/ROLE}
 */
public record Node(String key) {
    private static final String NAME = "name:";
    private static final String KIN = "kin:";
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Somebody who speaks here. */
    public static Node person(PersonId person) {
        return new Node("person:" + person.value());
    }

    /** Whoever or whatever is called so. */
    public static Node named(String name) {
        return new Node(NAME + folded(name));
    }

    /** The sister of somebody, as long as nobody says what she is called. */
    static Node relative(Node owner, String role) {
        return new Node(KIN + owner.key + "/" + role);
    }

    /** The same name in other letters. */
    static String folded(String name) {
        String plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        return BLANKS.matcher(plain.toLowerCase(Locale.ROOT).strip()).replaceAll(" ");
    }

    boolean isName() {
        return key.startsWith(NAME);
    }

    /** In small letters; empty when it has none. */
    String name() {
        return isName() ? key.substring(NAME.length()) : "";
    }

    /** What somebody is to somebody, not named. */
    record Kin(Node owner, String role) {}

    Optional<Kin> kin() {
        int slash = key.lastIndexOf('/');
        return key.startsWith(KIN) && slash > 0
                ? Optional.of(new Kin(new Node(key.substring(KIN.length(), slash)), key.substring(slash + 1)))
                : Optional.empty();
    }

    /** Whoever is called by the first of several names. */
    Optional<Node> shorter() {
        int blank = key.indexOf(' ');
        return isName() && blank > 0 ? Optional.of(new Node(key.substring(0, blank))) : Optional.empty();
    }
}
