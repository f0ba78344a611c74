package ai.clara.engine.prompt;

import ai.clara.engine.EngineSettings;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.Quote;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What was said just before, in this session. */
@Singleton
final class RecentHistorySection implements PromptSection {
    private final History history;
    private final int messagesMax;

    RecentHistorySection(History history, Settings settings) {
        this.history = history;
        this.messagesMax = settings.number(EngineSettings.RECENT_MESSAGES);
    }

    @Override
    public PromptSlot slot() {
        return PromptSlot.RECENT;
    }

    @Override
    public int budgetTokens() {
        return 4000;
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Optional<SectionContent> render(TurnView turn) {
        List<Quote> messages = history.last(turn, new History.Past(turn.session(), turn.seq()), messagesMax);
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(new SectionContent.Messages("recent messages", messages));
    }
}
