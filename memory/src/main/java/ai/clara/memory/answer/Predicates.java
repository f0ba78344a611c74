package ai.clara.memory.answer;

import ai.clara.memory.answer.Question.Item;
import java.util.Set;

/** Whether a sentence says of its subject what a question asks. */
final class Predicates {
    private static final double ENOUGH = 0.6;
    private static final double HALF = 0.3;
    /** Closeness beyond unrelated sentences at which a vector may stand in for a missing word. */
    private static final double CLOSE = 0.05;

    private static final double VERY_CLOSE = 0.085;
    private final Lexicon lexicon;
    private final Names names;

    Predicates(Lexicon lexicon, Names names) {
        this.lexicon = lexicon;
        this.names = names;
    }

    /** 0 when it does not; else between a half and about one and a half. */
    double agree(Question question, Reading sentence, double closeness) {
        double bonus = Math.clamp(closeness * 2, 0, 0.3);
        double all = 0;
        double agreed = 0;
        boolean strongAsked = false;
        boolean strongAgreed = false;
        Set<String> concepts = sentence.concepts();
        Set<String> stems = sentence.stems();
        for (Item item : question.items()) {
            boolean strong = item.weight() >= 1;
            boolean same =
                    stems.contains(item.stem()) || item.concepts().stream().anyMatch(concepts::contains);
            if (!same && lexicon.isCompound(item.concepts())) {
                return 0;
            }
            all += item.weight();
            agreed += same ? item.weight() : 0;
            strongAsked |= strong;
            strongAgreed |= strong && same;
        }
        if (all == 0) {
            // "Who is my sister?" asks for nothing but the name.
            return question.people().isEmpty() && question.names().isEmpty() ? 0 : 0.6 + bonus;
        }
        double coverage = agreed / all;
        boolean enough = coverage >= ENOUGH && (strongAgreed || !strongAsked);
        boolean favourites = question.reading().concepts().contains("favourite");
        boolean carried = !favourites && coverage >= HALF && strongAgreed && closeness >= CLOSE;
        // Favourites of every kind lie close together; only words tell a film from a colour.
        boolean alone = closeness >= VERY_CLOSE && !favourites && (strongAgreed || agreed == 0);
        return enough || carried || alone ? 0.5 + 0.5 * coverage + bonus : 0;
    }
}
