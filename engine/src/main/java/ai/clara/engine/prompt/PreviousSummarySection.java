package ai.clara.engine.prompt;

import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The summary of the session before this one; its last messages stand behind it, word for word. */
@Singleton
final class PreviousSummarySection implements PromptSection {
    private final EarlierSessions earlier;
    private final Notes notes;

    PreviousSummarySection(EarlierSessions earlier, Notes notes) {
        this.earlier = earlier;
        this.notes = notes;
    }

    @Override
    public PromptSlot slot() {
        return PromptSlot.PREVIOUS_SUMMARY;
    }

    @Override
    public int budgetTokens() {
        return 450;
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Optional<SectionContent> render(TurnView turn) {
        return earlier.before(turn)
                .flatMap(past ->
                        notes.of(turn, "session", past.session(), "the session before this one, in this place"));
    }
}
