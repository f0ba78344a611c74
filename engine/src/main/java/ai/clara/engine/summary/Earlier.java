package ai.clara.engine.summary;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Sensitivity;
import java.time.Instant;
import java.util.List;

/** The summary of what was said before the messages that follow it, and what it was made of. */
record Earlier(
        String text, long firstSeq, long lastSeq, Instant from, Sensitivity sensitivity, List<MessageRef> sources) {
    Earlier {
        sources = List.copyOf(sources);
    }
}
