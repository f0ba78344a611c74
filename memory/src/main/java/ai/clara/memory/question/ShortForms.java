package ai.clara.memory.question;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Well-known English short forms of names, and names that are everyday words, from {@code names.txt}. */
final class ShortForms {
    private static final String EVERYDAY = "everyday:";
    private static final Map<String, Set<String>> FORMS = new HashMap<>();
    private static final Set<String> WORDS = new HashSet<>();

    static {
        try (var in = Objects.requireNonNull(ShortForms.class.getResourceAsStream("names.txt"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(ShortForms::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ShortForms() {}

    private static void read(String line) {
        if (line.startsWith(EVERYDAY)) {
            WORDS.addAll(Set.of(line.substring(EVERYDAY.length()).strip().split("\\s+")));
            return;
        }
        Set<String> family = Set.of(line.strip().split("\\s+"));
        family.forEach(name -> FORMS.computeIfAbsent(name, _ -> new HashSet<>()).addAll(family));
    }

    /** Whether two names may be the same person's. */
    static boolean same(String one, String other) {
        return FORMS.getOrDefault(one, Set.of()).contains(other);
    }

    /** Whether a word is no name unless it is written as one. */
    static boolean isEverydayWord(String word) {
        return WORDS.contains(word);
    }
}
