package ai.clara.engine.prompt;

import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What time it is for the person. */
@Singleton
final class ClockSection implements PromptSection {
    private final Clock clock;

    ClockSection(Clock clock) {
        this.clock = clock;
    }

    @Override
    public PromptSlot slot() {
        return PromptSlot.CLOCK;
    }

    @Override
    public int budgetTokens() {
        return 40;
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Optional<SectionContent> render(TurnView turn) {
        return Optional.of(new SectionContent.Now(clock.instant(), turn.zone()));
    }
}
