package ai.clara.memory.answer;

import ai.clara.memory.answer.Question.Item;
import java.util.Set;

/**
 * How a sentence and a question agree in words.
 *
 * @param score 0 when the sentence does not say what is asked
 * @param coverage the share of what is asked that the sentence speaks of
 * @param agreed the weighty words of the question it speaks of
 * @param strays whether it says the like of something else than what is asked about
 */
record Match(double score, double coverage, Set<Item> agreed, boolean strays) {
    static final Match NONE = new Match(0, 0, Set.of(), true);
}
