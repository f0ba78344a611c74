package ai.clara.memory.answer;

/**
 * One sentence, read once.
 *
 * @param asks whether it asks, so that it tells nothing
 * @param holds what kinds of answer it may hold
 */
record Sentence(String text, boolean asks, Reading reading, Holdings holds) {}
