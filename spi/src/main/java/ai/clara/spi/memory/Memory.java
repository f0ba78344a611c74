package ai.clara.spi.memory;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.IntConsumer;

/** Recall and forgetting, for commands and tools. Every call sees only what the viewer may know. */
public interface Memory {
    /**
     * The best evidence for a text, at most {@code limit}, best first. Waits a bounded time for what was just said.
     *
     * @param asked when the text was said, in the zone of who said it: from there "last week" is counted
     */
    Recollection recall(Viewer viewer, String text, ZonedDateTime asked, int limit, Instant deadline);

    /** What is held, newest first, at most {@code limit}. */
    List<Evidence> list(Viewer viewer, int limit);

    /**
     * Forgets a message the actor wrote, and every reply of Clara's that used it: text, vectors and index entries go. Repeatable.
     *
     * @return whether there was such a message of the actor's, visible to the viewer
     */
    boolean forget(Viewer viewer, MessageRef message);

    /**
     * Forgets every message that the actor wrote and the viewer may know, with Clara's replies that answered or used one; nobody
     * else's. Repeatable: one that was cut short goes on.
     *
     * @param progress is told how many of the actor's are done
     * @return how many of the actor's were forgotten
     */
    int clear(Viewer viewer, IntConsumer progress);

    /** State for {@code doctor} and {@code /health}: one line, with the number of messages not yet indexed. */
    String status();
}
