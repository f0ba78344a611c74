package ai.clara.memory.recall;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.store.Words;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.prompt.Wording;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What memory holds for the message of a turn. */
@Singleton
public final class RecallSection implements PromptSection {
    private static final Duration QUESTION = Duration.ofSeconds(10);
    private static final Duration OTHER = Duration.ofSeconds(2);
    /** The expression takes far longer for far longer texts. */
    private static final int EVERYTHING_CHARS_MAX = 500;

    private static final Pattern EVERYTHING = Pattern.compile(
            "\\b(?:what|everything|all)\\b.*\\b(?:you|u)\\s+(?:know|remember)\\b.*\\b(?:about|of)\\s+me\\b",
            Pattern.CASE_INSENSITIVE);
    private final Recall recall;
    private final Agreement agreement;
    private final Words words;
    private final Settings settings;
    private final Clock clock;

    RecallSection(Recall recall, Agreement agreement, Words words, Settings settings, Clock clock) {
        this.recall = recall;
        this.agreement = agreement;
        this.words = words;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public PromptSlot slot() {
        return PromptSlot.MEMORY;
    }

    @Override
    public int budgetTokens() {
        return settings.number(MemorySettings.CONTEXT_TOKENS);
    }

    /** A question may have to wait for the encoder to load; everything else ends within its own, shorter time. */
    @Override
    public Duration deadline() {
        return QUESTION;
    }

    @Override
    public Optional<SectionContent> render(TurnView turn) {
        // The deadline of a question ends a little before the turn stops waiting, so that words alone still make it.
        Duration wait = agreement.question(turn.text()).asks() ? QUESTION.minusMillis(700) : OTHER;
        var asked = new Asked(
                turn.viewer(),
                Optional.of(turn.project()),
                turn.text(),
                Optional.of(turn.message()),
                turn.at(),
                turn.zone());
        Recollection found = remembered(asked, budgetTokens(), clock.instant().plus(wait));
        return Optional.of(new SectionContent.Recalled(found));
    }

    /** What stands in a prompt for these words: it reads as {@link Wording} has it and takes at most so many tokens. */
    public Recollection remembered(Asked asked, int budgetTokens, Instant deadline) {
        int limit = settings.number(MemorySettings.RECALL_LIMIT);
        Recollection found = EVERYTHING.matcher(beginning(asked.text())).find()
                ? recall.told(asked, limit)
                : recall.recall(asked, limit, deadline);
        List<Evidence> packed = new Packing(asked, budgetTokens, words).of(found.evidence());
        return found.with(packed);
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(EVERYTHING_CHARS_MAX, text.length()));
    }
}
