package ai.clara.memory.eval;

import java.util.List;
import java.util.Optional;

/**
 * What memory gave for a question.
 *
 * @param retrieved ids of turns, best first
 * @param answerable whether memory says that it holds an answer
 * @param certainty how sure it is of that: negative when it says that it holds none
 * @param context what a prompt would hold of it, when that was asked for
 */
record Ranked(
        String question, List<String> retrieved, boolean answerable, double certainty, Optional<Context> context) {
    Ranked {
        retrieved = List.copyOf(retrieved);
    }

    /** The words in the prompt, and how many tokens they take. */
    record Context(String text, int tokens) {}
}
