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
        String core =
                ABOUT_TELLING.matcher(LEAD.matcher(whole).replaceFirst("")).replaceAll("");
        boolean lead = LEAD.matcher(whole).replaceFirst("").length() < whole.length()
                && whole.toLowerCase(Locale.ROOT)
                        .matches(
                                "(?s).*\\b(know|remember|recall|tell me|remind me|forgot|forgotten|forget|wonder|idea)\\b.*");
        boolean asks = whole.endsWith("?") || lead || ASKING.matcher(core).matches();
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

    private Set<String> people(Reading reading) {
        var people = new LinkedHashSet<String>();
        reading.concepts().stream().filter(lexicon::isPerson).forEach(people::add);
        return people;
    }

    private static Kind kind(Reading reading) {
        String words = reading.spaced();
        if (words.matches(
                ".* (where|(which|what) (city|town|country|place|village|street|district|part of town|address|region)) .*")) {
            return Kind.PLACE;
        }
        if (words.matches(".* (when|(which|what) (date|day|time|year|month|weekday)|how long ago|since when) .*")) {
            return Kind.TIME;
        }
        if (words.matches(".* (who|whom|whose|name|named|called|nickname) .*")
                && !words.matches(".* (who|what) (am|is) i .*")) {
            return Kind.NAME;
        }
        if (words.matches(
                ".* (how (many|much|old|tall|big|long|far|often|high|heavy)|(which|what) (number|size|age)) .*")) {
            return Kind.NUMBER;
        }
        if (words.matches(" (do|does|did|is|are|am|was|were|have|has|had|can|could|will|would|should|if|whether) .*")) {
            return Kind.WHETHER;
        }
        return Kind.ANY;
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
