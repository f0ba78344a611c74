package ai.clara.memory.answer;

import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.tartarus.snowball.ext.EnglishStemmer;

/** Words and phrases of everyday talk by concept, from {@code lexicon.txt}: so that a sibling is found as a sister. */
@Singleton
public final class Lexicon {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’.:/-][\\p{L}\\p{N}]+)*");
    private static final Pattern CLITIC = Pattern.compile("(?i)^(.+?)['’](s|re|ve|ll|d|m)$");
    private static final Pattern NEGATION = Pattern.compile("(?i)n['’]t$");
    private static final Pattern BREAK = Pattern.compile("[.!?:;\"“(]");
    private static final int PHRASE_MAX = 5;
    private static final String RESCHEDULED = "rescheduled";
    private static final Set<String> MOVERS = Set.of("i", "we", "he", "she", "they", "you", "who", "me", "us");
    private static final Set<String> OWNERS = Set.of("my", "our", "the", "this", "that", "actually", "its", "it");

    private final Map<String, String> lemmas = new HashMap<>();
    private final Map<String, Set<String>> phrases = new HashMap<>();
    private final Map<String, Set<String>> parents = new HashMap<>();
    private final Map<String, Set<String>> ancestors = new ConcurrentHashMap<>();
    private final Set<String> people = new HashSet<>();
    private final Set<String> compounds = new HashSet<>();
    private final Map<String, Set<String>> general = new HashMap<>();
    private final Set<String> weak = new HashSet<>();

    /** Reads the shipped list. */
    public Lexicon() {
        try (var in = Objects.requireNonNull(Lexicon.class.getResourceAsStream("lexicon.txt"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            load(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(List<String> lines) {
        String section = "";
        for (String raw : lines) {
            String line = raw.strip();
            if (line.startsWith("[")) {
                section = line;
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                entry(section, line);
            }
        }
    }

    private void entry(String section, String line) {
        int colon = line.indexOf(':');
        String head = line.substring(0, colon).strip();
        String[] words = line.substring(colon + 1).strip().split("\\s*,\\s*");
        switch (section) {
            case "[lemma]" -> {
                for (String word : words) {
                    lemmas.put(word, head);
                }
            }
            case "[weak]" -> {
                for (String word : words) {
                    weak.add(stem(word));
                }
            }
            case "[kinds]" -> {
                for (String word : words) {
                    general.computeIfAbsent(head, _ -> new HashSet<>()).add(stem(word));
                }
            }
            default -> {
                String name = concept(section.contains("people"), head, words);
                if (section.startsWith("[compound")) {
                    compounds.add(name);
                }
            }
        }
    }

    private String concept(boolean person, String head, String[] words) {
        String[] names = head.split("\\s*<\\s*");
        String name = names[0];
        for (int i = 1; i < names.length; i++) {
            parents.computeIfAbsent(name, _ -> new HashSet<>()).add(names[i]);
        }
        if (person) {
            people.add(name);
        }
        for (String word : words) {
            var stems = new ArrayList<String>();
            tokens(word).forEach(token -> stems.add(token.stem()));
            phrases.computeIfAbsent(String.join(" ", stems), _ -> new LinkedHashSet<>())
                    .add(name);
        }
        return name;
    }

    /** Reads a text. */
    public Reading read(String text) {
        List<Token> tokens = tokens(text);
        var concepts = new ArrayList<Set<String>>();
        tokens.forEach(_ -> concepts.add(new LinkedHashSet<>()));
        for (int from = 0; from < tokens.size(); from++) {
            var phrase = new StringBuilder();
            for (int to = from; to < Math.min(tokens.size(), from + PHRASE_MAX); to++) {
                phrase.append(to > from ? " " : "").append(tokens.get(to).stem());
                Set<String> found = phrases.getOrDefault(phrase.toString(), Set.of());
                for (int i = from; i <= to; i++) {
                    concepts.get(i).addAll(found);
                }
            }
        }
        hideParts(concepts);
        Kinship.compose(this, tokens, concepts);
        for (int i = 0; i < tokens.size(); i++) {
            if (thingMoved(tokens, concepts, i)) {
                concepts.get(i).add(RESCHEDULED);
            }
        }
        // A meeting or a storage unit that was moved moves no home.
        if (concepts.stream().anyMatch(found -> found.contains(RESCHEDULED))) {
            concepts.forEach(found -> found.remove("dwell"));
        }
        return new Reading(text, tokens, concepts);
    }

    /** A running partner is no spouse: what a fixed compound means hides what its words mean. */
    private void hideParts(List<Set<String>> concepts) {
        for (Set<String> found : concepts) {
            if (found.stream().anyMatch(compounds::contains)) {
                found.retainAll(compounds);
            }
        }
    }

    /** Whether this word says that something moved and nobody did: no person is spoken of before it. */
    private boolean thingMoved(List<Token> tokens, List<Set<String>> concepts, int at) {
        if (at == 0 || !tokens.get(at).stem().equals("move")) {
            return false;
        }
        for (int i = 0; i < at; i++) {
            boolean name = tokens.get(i).capital()
                    && concepts.get(i).isEmpty()
                    && !OWNERS.contains(tokens.get(i).lower());
            if (name
                    || MOVERS.contains(tokens.get(i).lower())
                    || concepts.get(i).stream().anyMatch(people::contains)) {
                return false;
            }
        }
        return true;
    }

    private List<Token> tokens(String text) {
        var tokens = new ArrayList<Token>();
        var matcher = WORD.matcher(text);
        var breaks = BREAK.matcher(text);
        boolean first = true;
        int last = 0;
        while (matcher.find()) {
            first |= breaks.region(last, matcher.start()).find();
            String gap = text.substring(last, matcher.start());
            last = matcher.end();
            for (String word : split(matcher.group())) {
                String lower = word.toLowerCase(Locale.ROOT);
                tokens.add(new Token(word, lower, stem(lower), first, gap));
                first = false;
                gap = "";
            }
        }
        return tokens;
    }

    private static List<String> split(String word) {
        if (word.chars().allMatch(Character::isLetterOrDigit)) {
            return List.of(word);
        }
        var clitic = CLITIC.matcher(word);
        if (clitic.matches()) {
            String end = clitic.group(2).toLowerCase(Locale.ROOT);
            String whole = switch (end) {
                case "m" -> "am";
                case "re" -> "are";
                case "ve" -> "have";
                case "ll" -> "will";
                default -> "'" + end;
            };
            return List.of(clitic.group(1), whole);
        }
        if (word.length() > 3 && NEGATION.matcher(word).find()) {
            String verb = word.substring(0, word.length() - 3);
            return List.of(verb.equalsIgnoreCase("ca") ? "can" : verb.equalsIgnoreCase("wo") ? "will" : verb, "not");
        }
        int hyphen = word.indexOf('-');
        if (hyphen > 0 && Character.isLetter(word.charAt(0)) && hyphen < word.length() - 1) {
            return List.of(word.substring(0, hyphen), word.substring(hyphen + 1));
        }
        return List.of(word);
    }

    private String stem(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String lemma = lemmas.getOrDefault(lower, lower);
        var stemmer = new EnglishStemmer();
        stemmer.setCurrent(lemma);
        stemmer.stem();
        return stemmer.getCurrent();
    }

    /** Whether a concept is a role of people or animals. */
    public boolean isPerson(String concept) {
        return people.contains(concept);
    }

    /** All roles of people and animals. */
    public Set<String> roles() {
        return Collections.unmodifiableSet(people);
    }

    boolean isCompound(Set<String> concepts) {
        return concepts.stream().anyMatch(compounds::contains);
    }

    /** Whether a word stands for all of a concept: "sport", and not "football". */
    boolean isGeneral(String concept, String stem) {
        Set<String> words = general.get(concept);
        return words == null || words.contains(stem);
    }

    boolean isWeak(String stem) {
        return weak.contains(stem);
    }

    /** Whether one is the other or a kind of it, in either direction; a brother is no sister though both are siblings. */
    public boolean compatible(String a, String b) {
        return a.equals(b) || ancestors(a).contains(b) || ancestors(b).contains(a);
    }

    /** Whether a concept is another one or a kind of it. */
    public boolean isKindOf(String concept, String general) {
        return concept.equals(general) || ancestors(concept).contains(general);
    }

    private Set<String> ancestors(String concept) {
        return ancestors.computeIfAbsent(concept, this::climb);
    }

    private Set<String> climb(String concept) {
        var all = new HashSet<String>();
        for (String parent : parents.getOrDefault(concept, Set.of())) {
            all.add(parent);
            all.addAll(climb(parent));
        }
        return all;
    }
}
