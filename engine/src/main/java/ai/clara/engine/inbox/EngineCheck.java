package ai.clara.engine.inbox;

import ai.clara.engine.prompt.PromptAssembler;
import ai.clara.spi.operation.Check;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.List;

/** How much work is open. */
@Singleton
final class EngineCheck implements Check {
    private static final String NAME = "conversations";

    private final InboxStore inbox;
    private final PromptAssembler assembler;

    EngineCheck(InboxStore inbox, PromptAssembler assembler) {
        this.inbox = inbox;
        this.assembler = assembler;
    }

    @Override
    public List<Finding> look() {
        try {
            InboxStore.Counts counts = inbox.counts();
            String line =
                    "%d messages without an end, %d replies not delivered, %d prompt sections left out since the start"
                            .formatted(counts.open(), counts.undelivered(), assembler.leftOut());
            return List.of(new Finding(NAME, true, line, ""));
        } catch (StoreException e) {
            return List.of(new Finding(
                    NAME, false, "cannot be counted: " + e.getMessage(), "See what is said about the database."));
        }
    }
}
