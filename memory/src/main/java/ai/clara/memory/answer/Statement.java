package ai.clara.memory.answer;

/**
 * A message to be judged.
 *
 * @param bySelf whether the asking person wrote it
 * @param before what the same person had said just before it, empty when unknown
 * @param closeness how much closer its vector is to the question's than unrelated sentences are; 0 when unknown
 * @param meaning what its words mean as a whole
 */
public record Statement(
        String speaker, boolean bySelf, String text, String before, double closeness, Meaning meaning) {}
