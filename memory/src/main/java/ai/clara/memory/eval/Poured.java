package ai.clara.memory.eval;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import java.time.ZonedDateTime;
import java.util.Map;

/**
 * A case's conversation in the store.
 *
 * @param listener someone who reads that room and has said nothing in it: "I" in a question is nobody of the conversation
 * @param end when the last turn was said, in UTC: the questions are asked then
 * @param turns the ids of its turns by what they became
 */
record Poured(Viewer listener, ZonedDateTime end, Map<MessageRef, String> turns) {
    Poured {
        turns = Map.copyOf(turns);
    }
}
