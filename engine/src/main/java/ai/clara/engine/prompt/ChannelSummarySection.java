package ai.clara.engine.prompt;

import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** What was said in a room earlier in this session, and is no longer among the recent messages. */
@Singleton
final class ChannelSummarySection implements PromptSection {
    private final Notes notes;

    ChannelSummarySection(Notes notes) {
        this.notes = notes;
    }

    @Override
    public PromptSlot slot() {
        return PromptSlot.CHANNEL_SUMMARY;
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
        return turn.place().kind() == ConversationKey.Kind.ROOM
                ? notes.of(turn, "channel", turn.session(), "what was said here earlier")
                : Optional.empty();
    }
}
