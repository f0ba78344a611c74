package ai.clara.engine.prompt;

import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.Quote;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The end of the session before this one. */
@Singleton
final class PreviousSessionSection implements PromptSection {
    private static final int MESSAGES = 10;

    private final History history;
    private final EarlierSessions earlier;

    PreviousSessionSection(History history, EarlierSessions earlier) {
        this.history = history;
        this.earlier = earlier;
    }

    @Override
    public PromptSlot slot() {
        return PromptSlot.PREVIOUS_SESSION;
    }

    @Override
    public int budgetTokens() {
        return 1500;
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Optional<SectionContent> render(TurnView turn) {
        List<Quote> messages = earlier.before(turn)
                .map(past -> history.last(turn, past, MESSAGES))
                .orElse(List.of());
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(new SectionContent.Messages("earlier session", messages));
    }
}
