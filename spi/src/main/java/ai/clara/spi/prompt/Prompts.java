package ai.clara.spi.prompt;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import java.util.Optional;

/** What answers were made of. */
public interface Prompts {
    /**
     * What stood before the model when it answered this message of the viewer's actor, or without one the newest message that has
     * its end; empty when there is no such message. Words are those that the sources hold now, as far as the viewer may read them.
     */
    Optional<PromptTrace> find(Viewer viewer, Optional<MessageRef> question);
}
