package ai.clara.memory.answer;

/**
 * A message to be judged.
 *
 * @param bySelf whether the asking person wrote it
 * @param closeness how much closer its vector is to the question's than unrelated sentences are; 0 when unknown
 */
public record Statement(String speaker, boolean bySelf, String text, double closeness) {}
