package ai.clara.memory.answer;

import ai.clara.memory.answer.Question.Item;
import ai.clara.memory.answer.Question.Part;
import java.util.HashSet;
import java.util.Set;

/** Whether a sentence says of its subject what a question asks. */
final class Predicates {
    private static final double ENOUGH = 0.5;
    private static final double MOST = 0.6;
    private static final double HALF = 0.25;
    /** Closeness beyond unrelated sentences at which a vector may stand in for a missing word. */
    private static final double CLOSE = 0.05;

    private static final double VERY_CLOSE = 0.085;

    /** How much a word agrees that shares a concept, not its stem, with what is asked. */
    private static final double CONCEPT = 0.85;

    private static final double GENERAL = 0.6;

    /** Nearly everything is a kind of these. */
    private static final Set<String> TOO_GENERAL = Set.of(
            "kind", "type", "sort", "thing", "things", "way", "lot", "person", "people", "time", "day", "year",
            "number", "place", "item", "name", "size", "part", "family");

    private final Lexicon lexicon;
    private final Names names;
    private final Thesaurus thesaurus;
    private final Trades trades;

    Predicates(Lexicon lexicon, Names names, Thesaurus thesaurus) {
        this.lexicon = lexicon;
        this.names = names;
        this.thesaurus = thesaurus;
        this.trades = new Trades(thesaurus);
    }

    Match match(Question question, Reading sentence, double closeness) {
        double bonus = Math.clamp(closeness * 2, 0, 0.3);
        if (question.items().isEmpty()) {
            // "Who is my sister?" asks for nothing but the name.
            boolean somebody = !question.people().isEmpty() || !question.names().isEmpty();
            return somebody ? new Match(0.6 + bonus, 1, Set.of(), false) : Match.NONE;
        }
        double all = 0;
        double sum = 0;
        boolean favouredAsked = false;
        boolean favouredAgreed = false;
        var strong = new HashSet<Item>();
        var agreed = new HashSet<Item>();
        for (Item item : question.items()) {
            double grade = grade(item, sentence);
            if (grade == 0 && lexicon.isCompound(item.concepts())) {
                return Match.NONE;
            }
            if (!item.concepts().contains("favourite")) {
                favouredAsked = true;
                favouredAgreed |= grade > 0;
            }
            all += item.weight();
            sum += grade * item.weight();
            if (item.weight() >= 1) {
                strong.add(item);
                if (grade > 0) {
                    agreed.add(item);
                }
            }
        }
        double coverage = sum / all;
        boolean favourites = question.reading().concepts().contains("favourite");
        if (favourites && favouredAsked && !favouredAgreed) {
            return Match.NONE;
        }
        boolean objectMissing = has(strong, Part.OBJECT) && !has(agreed, Part.OBJECT);
        // The colour of a motorbike is not told by its make.
        boolean typeMissing = has(strong, Part.TYPE) && !has(agreed, Part.TYPE);
        boolean enough = coverage >= (typeMissing ? MOST : ENOUGH) && (!agreed.isEmpty() || strong.isEmpty());
        // An answer of the very kind asked for needs no more.
        double closeEnough = has(agreed, Part.TYPE) ? 0 : CLOSE;
        boolean carried = coverage >= HALF && !agreed.isEmpty() && closeness >= closeEnough;
        // Favourites of every kind lie close together, and so does all about one sister; only words tell them apart.
        boolean ownMatter = question.people().isEmpty() && question.names().isEmpty();
        boolean alone = closeness >= VERY_CLOSE && !favourites && (!agreed.isEmpty() || (sum == 0 && ownMatter));
        boolean otherKind = typeMissing && sum > 0;
        boolean says = ((alone || (carried && !objectMissing)) && !otherKind) || (enough && !objectMissing);
        boolean strays = favourites || otherKind || (objectMissing && sum > 0);
        return new Match(says ? 0.5 + 0.5 * coverage + bonus : 0, coverage, agreed, strays);
    }

    private static boolean has(Set<Item> items, Part part) {
        return items.stream().anyMatch(item -> item.part() == part);
    }

    double grade(Item item, Reading sentence) {
        Set<String> concepts = sentence.concepts();
        if (lexicon.isCompound(item.concepts())) {
            // "Get to work" is more than to get.
            return item.concepts().stream().anyMatch(concepts::contains) ? 1 : 0;
        }
        if (sentence.stems().contains(item.stem())) {
            return 1;
        }
        if (sharesConcept(item, sentence)) {
            return CONCEPT;
        }
        double best = item.concepts().contains("job") && trades.in(sentence) ? CONCEPT : 0;
        for (String asked : item.concepts()) {
            for (String told : concepts) {
                if (!told.equals(asked) && lexicon.isKindOf(told, asked)) {
                    best = Math.max(best, CONCEPT);
                } else if (!told.equals(asked) && lexicon.isKindOf(asked, told)) {
                    best = Math.max(best, GENERAL);
                }
            }
        }
        return TOO_GENERAL.contains(item.word()) ? best : Math.max(best, related(item, sentence));
    }

    /** Football and running are both sports, but who asks for the one is not told by the other. */
    private boolean sharesConcept(Item item, Reading sentence) {
        for (int i = 0; i < sentence.tokens().size(); i++) {
            for (String concept : sentence.conceptsAt().get(i)) {
                if (item.concepts().contains(concept)
                        && (lexicon.isGeneral(concept, item.stem())
                                || lexicon.isGeneral(
                                        concept, sentence.tokens().get(i).stem()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private double related(Item item, Reading sentence) {
        double best = 0;
        for (int i = 0; i < sentence.tokens().size(); i++) {
            Token token = sentence.tokens().get(i);
            boolean says = !names.isGrammar(token.lower())
                    && !lexicon.isWeak(token.stem())
                    && !sentence.conceptsAt().get(i).contains("rescheduled")
                    && sentence.conceptsAt().get(i).stream().noneMatch(lexicon::isPerson);
            boolean name = names.isName(sentence, i);
            if (says && (item.part() == Part.TYPE || !name)) {
                if (!name && !lexicon.isWeak(item.stem())) {
                    best = Math.max(best, thesaurus.agreement(item.word(), token.lower()));
                }
                if (item.part() != Part.OTHER && thesaurus.isKindOf(token.lower(), item.word())) {
                    best = Math.max(best, Thesaurus.KIND);
                }
            }
        }
        return best;
    }
}
