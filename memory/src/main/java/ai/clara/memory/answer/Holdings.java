package ai.clara.memory.answer;

/**
 * What a sentence holds that could answer a question, as far as it alone tells.
 *
 * @param locative whether it has "in", "under" and the like with something that is no time
 * @param namesOnly whether a name in it is only what something is or is called
 * @param naming whether it says what something is called
 */
record Holdings(boolean locative, boolean time, boolean number, boolean namesOnly, boolean naming) {
    static final Holdings NOTHING = new Holdings(false, false, false, false, false);
}
