package ai.clara.engine.prompt;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The end of the session before this one. */
@Singleton
final class PreviousSessionSection implements PromptSection {
    private static final int MESSAGES = 10;

    private static final int KNOWN_MAX = 10_000;

    private final History history;

    /** Sessions by the one after them; which one that is never changes. */
    private final Map<SessionId, Optional<History.Past>> known = new ConcurrentHashMap<>();

    PreviousSessionSection(History history) {
        this.history = history;
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
        List<ChatMessage> messages =
                previous(turn).map(past -> history.last(turn, past, MESSAGES)).orElse(List.of());
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(new SectionContent.Messages("earlier session", messages));
    }

    private Optional<History.Past> previous(TurnView turn) {
        Optional<History.Past> previous = known.get(turn.session());
        if (previous == null) {
            previous = history.previous(turn);
            if (known.size() >= KNOWN_MAX) {
                known.clear();
            }
            known.put(turn.session(), previous);
        }
        return previous;
    }
}
