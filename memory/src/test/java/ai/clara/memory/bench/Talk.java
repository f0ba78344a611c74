package ai.clara.memory.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people say, drawn by a seed: some words are heard often and most seldom, and what is asked for is told once. */
final class Talk {
    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private static final List<String> SYLLABLES =
            List.of(("ba de fi go lu ma ne pi ro su ta ve zo ka je ny mo ri sha lo vu ke da ti").split(" "));
    private static final double SHORT = 0.12;
    private static final double ASKING = 0.08;
    private static final Map<String, List<String>> LINES = read();
    private static final Pattern WORD = Pattern.compile("[\\p{L}-]+");
    /** All words of all lines but the treasures. */
    private static final Set<String> OFTEN = LINES.entrySet().stream()
            .filter(line -> !line.getKey().equals("treasure"))
            .flatMap(line -> line.getValue().stream())
            .flatMap(words -> WORD.matcher(words).results())
            .map(word -> word.group().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private final Random random;
    private final List<String> treasures = new ArrayList<>();
    private int odd;

    Talk(long seed) {
        random = new Random(seed);
        for (String hue : lines("hue")) {
            lines("treasure").forEach(treasure -> treasures.add(hue + " " + treasure));
        }
        Collections.shuffle(treasures, random);
    }

    /** Something told once, and a question for it. */
    record Fact(String told, String question) {}

    static List<String> names() {
        return lines("name");
    }

    /** Whether a word belongs to what is told once, being a treasure or an odd name. */
    static boolean isSeldom(String word) {
        return !OFTEN.contains(word.toLowerCase(Locale.ROOT));
    }

    /** About twenty words; now and then a few, or a question. */
    String message() {
        double kind = random.nextDouble();
        if (kind < SHORT) {
            return filled(drawn("short"));
        }
        if (kind < SHORT + ASKING) {
            return sentence("ask");
        }
        var text = new StringBuilder(sentence("say")).append('.');
        while (random.nextInt(3) == 0) {
            text.append(' ').append(sentence("say")).append('.');
        }
        return text.toString();
    }

    /** Its object or its name is told of nowhere else. */
    Fact fact() {
        String[] both = lines("fact").get(random.nextInt(lines("fact").size())).split(">");
        String treasure = treasures.removeLast();
        String name = oddName(odd++);
        String told = known(both[0], treasure, name);
        return new Fact(filled(told), known(both[1], treasure, name));
    }

    private static String known(String pattern, String treasure, String name) {
        return pattern.replace("{hue} {treasure}", treasure).replace("{odd}", name);
    }

    /** A question about what may never have been said. */
    String question() {
        return sentence("wonder");
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private String sentence(String kind) {
        String text = filled(lines(kind).get(random.nextInt(lines(kind).size())));
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String filled(String pattern) {
        Matcher slots = SLOT.matcher(pattern);
        return slots.replaceAll(slot -> slot.group(1).equals("number")
                ? String.valueOf(20 + random.nextInt(900))
                : Matcher.quoteReplacement(drawn(slot.group(1))));
    }

    /** The first of a line most often. */
    private String drawn(String line) {
        List<String> words = lines(line);
        return words.get((int) (words.size() * Math.pow(random.nextDouble(), 2)));
    }

    private static String oddName(int number) {
        var name = new StringBuilder();
        for (int rest = number + SYLLABLES.size() * SYLLABLES.size(); rest > 0; rest /= SYLLABLES.size()) {
            name.append(SYLLABLES.get(rest % SYLLABLES.size()));
        }
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static List<String> lines(String kind) {
        return Objects.requireNonNull(LINES.get(kind), kind);
    }

    private static Map<String, List<String>> read() {
        var lines = new HashMap<String, List<String>>();
        try (InputStream file = Objects.requireNonNull(Talk.class.getResourceAsStream("talk.txt"))) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                int colon = line.indexOf(": ");
                if (!line.startsWith("#") && colon > 0) {
                    lines.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
                            .addAll(parts(line.substring(colon + 2)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** Patterns are whole lines, parts are set apart by bars, and words by blanks. */
    private static List<String> parts(String line) {
        if (line.contains("{")) {
            return List.of(line);
        }
        return List.of(line.split(line.contains("|") ? "\\|" : " "));
    }
}
