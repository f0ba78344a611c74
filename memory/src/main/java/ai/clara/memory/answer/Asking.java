package ai.clara.memory.answer;

import ai.clara.memory.answer.Question.Item;
import ai.clara.memory.answer.Question.Kind;
import ai.clara.memory.answer.Question.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes questions apart. */
final class Asking {
    private static final Pattern LEAD = Pattern.compile(
            "(?i)^\\s*(?:(?:hey|hi|hello|so|and|ok|okay|well|clara|please|quick question|by the way|btw|sorry)\\b[,:!]?\\s*)*"
                    + "(?:(?:do|can|could|would|did) (?:you|i)(?: still| even| ever)?(?: happen to)?"
                    + " (?:know|remember|recall|tell(?: me| you)?|remind me|say|mention)(?: me| to you)?|(?:please )?(?:tell|remind) me"
                    + "|i(?:'ve| have)? (?:forgot(?:ten)?|forget|wonder|can't remember|don't remember)|any idea)\\b[,:]?"
                    + "\\s*(?:again|of|about)?\\s*");
    private static final Pattern ASKING =
            Pattern.compile("(?i)^(?:what|who|whom|whose|when|where|which|why|how|is|are|am|was|were|do|does"
                    + "|did|have|has|had|can|could|will|would|should|shall|in (?:what|which)|at (?:what|which)|on (?:what|which)"
                    + "|to (?:what|which)|from (?:what|which)|for (?:what|which|whom)|with whom|whether)\\b.*");
    private static final Pattern ABOUT_TELLING = Pattern.compile(
            "(?i)\\b(?:have i|did i|i have|i've|i) (?:ever )?(?:told|tell|said|say|mention(?:ed)?) (?:to )?you\\b");
    private static final Pattern RECALLING =
            Pattern.compile("\\b(know|remember|recall|tell me|remind me|forgot|forgotten|forget|wonder|idea)\\b");
    private static final Pattern PLACE = Pattern.compile(
            " (where|(which|what) (city|town|country|place|village|street|district|part of town|address|region)) ");
    private static final Pattern TIME =
            Pattern.compile(" (when|(which|what) (date|day|time|year|month|weekday)|how long ago|since when) ");
    private static final Pattern NAME = Pattern.compile(" (who|whom|whose|name|named|called|nickname) ");
    private static final Pattern SELF_NAMED = Pattern.compile(" (who|what) (am|is) i ");
    private static final Pattern NUMBER = Pattern.compile(
            " (how (many|much|old|tall|big|long|far|often|high|heavy)|(which|what) (number|size|age)) ");
    private static final Pattern WHETHER =
            Pattern.compile(" (do|does|did|is|are|am|was|were|have|has|had|can|could|will|would|should|if|whether) ");
    /** A question word with its verb: "when I was small" asks nothing. */
    private static final Pattern PLAINLY = Pattern.compile(
            "(?i)^(?:where|when|who|what|which|why|how)(?:'s| (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should))\\b.*");

    private static final Set<String> SELF = Set.of("i", "me", "my", "mine", "we", "us", "our", "ours", "myself");
    private static final Set<String> CLARA = Set.of("you", "your", "yours", "clara");

    private static final Set<String> TYPE_LEAD = Set.of("what", "which");
    private static final Set<String> OWNING = Set.of("my", "our", "'s", "mine");
    private static final Set<String> HELPING = Set.of("do", "does", "did", "will", "can", "should", "would");

    private final Lexicon lexicon;
    private final Names names;

    Asking(Lexicon lexicon, Names names) {
        this.lexicon = lexicon;
        this.names = names;
    }

    Question read(String text) {
        String whole = text.strip();
        String led = LEAD.matcher(whole).replaceFirst("");
        String core = ABOUT_TELLING.matcher(led).replaceAll("");
        boolean asks = asks(whole, led, core);
        Reading reading = lexicon.read(core.isBlank() ? whole : core);
        var people = people(reading);
        var named = new LinkedHashSet<String>();
        for (int i = 0; i < reading.tokens().size(); i++) {
            if (names.isName(reading, i)) {
                named.add(reading.tokens().get(i).lower());
            }
        }
        named.remove("clara");
        boolean self = reading.has(SELF);
        boolean clara = reading.has(CLARA) && !self && people.isEmpty() && named.isEmpty();
        return new Question(asks, kind(reading), people, named, self, clara, items(reading, named), reading);
    }

    /** Whether a text asks; what it asks is not looked for. */
    boolean asks(String text) {
        String whole = text.strip();
        String led = LEAD.matcher(whole).replaceFirst("");
        return asks(whole, led, ABOUT_TELLING.matcher(led).replaceAll(""));
    }

    private static boolean asks(String whole, String led, String core) {
        boolean lead = led.length() < whole.length()
                && RECALLING.matcher(whole.toLowerCase(Locale.ROOT)).find();
        return whole.endsWith("?") || lead || ASKING.matcher(core).matches();
    }

    /**
     * Whether a sentence only asks, and names nobody of whom the next one may speak: it tells nothing then. Stricter than
     * {@link Question#asks}, since "had lunch with Lena" only looks like a question.
     */
    boolean tellsNothing(String sentence, Reading reading) {
        return (sentence.endsWith("?") || PLAINLY.matcher(sentence).matches())
                && people(reading).isEmpty()
                && namesNobody(reading);
    }

    private boolean namesNobody(Reading reading) {
        for (int i = 0; i < reading.tokens().size(); i++) {
            String word = reading.tokens().get(i).lower();
            if (names.isName(reading, i) && word.chars().noneMatch(Character::isDigit)) {
                return false;
            }
        }
        return true;
    }

    private Set<String> people(Reading reading) {
        var people = new LinkedHashSet<String>();
        reading.concepts().stream().filter(lexicon::isPerson).forEach(people::add);
        return people;
    }

    private static Kind kind(Reading reading) {
        String words = reading.spaced();
        if (PLACE.matcher(words).find()) {
            return Kind.PLACE;
        }
        if (TIME.matcher(words).find()) {
            return Kind.TIME;
        }
        if (NAME.matcher(words).find() && !SELF_NAMED.matcher(words).find()) {
            return Kind.NAME;
        }
        if (NUMBER.matcher(words).find()) {
            return Kind.NUMBER;
        }
        return WHETHER.matcher(words).lookingAt() ? Kind.WHETHER : Kind.ANY;
    }

    private List<Item> items(Reading reading, Set<String> named) {
        var items = new LinkedHashMap<String, Item>();
        List<Part> parts = parts(reading);
        for (int i = 0; i < reading.tokens().size(); i++) {
            Token token = reading.tokens().get(i);
            var concepts = new LinkedHashSet<>(reading.conceptsAt().get(i));
            boolean person = concepts.removeIf(lexicon::isPerson);
            boolean grammar = names.isGrammar(token.lower()) && concepts.isEmpty();
            if (!grammar
                    && !named.contains(token.lower())
                    && !(person && (concepts.isEmpty() || kind(reading) == Kind.NAME))) {
                double weight = lexicon.isWeak(token.stem()) ? 0.3 : 1;
                items.putIfAbsent(
                        concepts.isEmpty() ? token.stem() : concepts.toString(),
                        new Item(token.lower(), token.stem(), concepts, weight, parts.get(i)));
            }
        }
        if (kind(reading) == Kind.NAME) {
            items.values()
                    .removeIf(item -> item.concepts().contains("name")
                            && (items.size() > 1 || !people(reading).isEmpty()));
        }
        boolean visits = kind(reading) == Kind.TIME
                && people(reading).stream().anyMatch(role -> lexicon.isKindOf(role, "service"));
        if (visits) {
            // To see the vet, or to have to go there, is all the same.
            items.values().removeIf(item -> item.weight() < 1);
        }
        if (items.size() == 1) {
            items.replaceAll((_, item) -> new Item(item.word(), item.stem(), item.concepts(), 1, item.part()));
        }
        return new ArrayList<>(items.values());
    }

    /** "Which bread" asks for a kind of thing; "my rental contract" says whose matter it is, up to the verb. */
    private List<Part> parts(Reading reading) {
        var parts = new ArrayList<Part>();
        Part part = Part.OTHER;
        boolean helped = false;
        for (int i = 0; i < reading.tokens().size(); i++) {
            String word = reading.tokens().get(i).lower();
            if (TYPE_LEAD.contains(word)) {
                part = Part.TYPE;
            } else if (OWNING.contains(word)) {
                part = Part.OBJECT;
            } else if (names.isGrammar(word) && !word.equals("of")) {
                part = Part.OTHER;
                helped |= HELPING.contains(word);
            } else {
                parts.add(part);
                boolean person = reading.conceptsAt().get(i).stream().anyMatch(lexicon::isPerson);
                part = person ? Part.OTHER : part;
                continue;
            }
            parts.add(Part.OTHER);
        }
        int last = parts.size() - 1;
        // "When does my rental contract end": the last word is the verb.
        if (helped && last > 0 && parts.get(last) == Part.OBJECT && parts.get(last - 1) == Part.OBJECT) {
            parts.set(last, Part.OTHER);
        }
        return parts;
    }
}
