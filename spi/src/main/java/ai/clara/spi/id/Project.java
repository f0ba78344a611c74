package ai.clara.spi.id;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * What talk belongs to. What is said in a project is recalled in it alone; what is said in the default one, everywhere.
 *
 * @param name in small letters, with single blanks; empty for the default project
 */
public record Project(String name) {
    public static final Project DEFAULT = new Project("");
    private static final int CHARS_MAX = 60;

    /** One sentence for people. */
    public static final String RULE = "A project's name has 1 to " + CHARS_MAX + " readable characters on one line.";

    /** The project of this name, however it is capitalised or spaced; empty when it breaks the {@link #RULE}. */
    public static Optional<Project> named(String words) {
        String name = Normalizer.normalize(words, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("\\h+", " ");
        boolean unreadable = name.codePoints()
                .anyMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE);
        return name.isEmpty() || name.length() > CHARS_MAX || unreadable
                ? Optional.empty()
                : Optional.of(new Project(name));
    }

    public boolean isDefault() {
        return name.isEmpty();
    }
}
