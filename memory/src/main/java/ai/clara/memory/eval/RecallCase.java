package ai.clara.memory.eval;

import java.time.Instant;
import java.util.List;

/**
 * A conversation and what is asked of it. It does not know what the right answers are, so that no ranking can look.
 *
 * @param name what the conversation is called
 */
record RecallCase(String name, List<Turn> turns, List<Asked> questions) {
    RecallCase {
        turns = List.copyOf(turns);
        questions = List.copyOf(questions);
    }

    /** Something that was said. */
    record Turn(String id, String speaker, Instant at, String text) {}

    /** A question. */
    record Asked(String id, String text) {}
}
