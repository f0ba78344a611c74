package ai.clara.spi.prompt;

import java.time.Duration;
import java.util.Optional;

/** One section of a prompt. Sections of a turn are rendered side by side; a late one is left out and counted. */
public interface PromptSection {
    PromptSlot slot();

    /** The most tokens this section may take; the content returned must respect it. */
    int budgetTokens();

    /** How long the turn waits for it. */
    Duration deadline();

    /** The content for this turn, empty when there is nothing to say. Runs on a virtual thread of its own; may be interrupted. */
    Optional<SectionContent> render(TurnView turn);
}
