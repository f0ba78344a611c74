package ai.clara.memory.recall;

import ai.clara.memory.answer.Agreement;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/** What memory holds for the message of a turn. */
@Singleton
public final class RecallSection implements PromptSection {
    private static final int BUDGET_TOKENS = 1200;
    private static final int CHARS_PER_TOKEN = 4;
    /** Date, place and name around the words. */
    private static final int FRAME_TOKENS = 20;

    private static final Duration QUESTION = Duration.ofSeconds(10);
    private static final Duration OTHER = Duration.ofSeconds(2);
    private static final Pattern EVERYTHING = Pattern.compile(
            "\\b(?:what|everything|all)\\b.*\\b(?:you|u)\\s+(?:know|remember)\\b.*\\b(?:about|of)\\s+me\\b",
            Pattern.CASE_INSENSITIVE);
    private final LuceneRecall recall;
    private final Agreement agreement;
    private final Settings settings;
    private final Clock clock;

    RecallSection(LuceneRecall recall, Agreement agreement, Settings settings, Clock clock) {
        this.recall = recall;
        this.agreement = agreement;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public PromptSlot slot() {
        return PromptSlot.MEMORY;
    }

    @Override
    public int budgetTokens() {
        return BUDGET_TOKENS;
    }

    /** A question may have to wait for the encoder to load; everything else ends within its own, shorter time. */
    @Override
    public Duration deadline() {
        return QUESTION;
    }

    @Override
    public Optional<SectionContent> render(TurnView turn) {
        if (EVERYTHING.matcher(turn.text()).find()) {
            Recollection told =
                    recall.told(turn.viewer(), settings.number(MemorySettings.RECALL_LIMIT), turn.message());
            return Optional.of(new SectionContent.Recalled(within(told)));
        }
        // The deadline of a question ends a little before the turn stops waiting, so that words alone still make it.
        Duration wait = agreement.question(turn.text()).asks() ? QUESTION.minusMillis(700) : OTHER;
        Recollection found = recall.recall(
                turn.viewer(),
                turn.text(),
                settings.number(MemorySettings.RECALL_LIMIT),
                clock.instant().plus(wait),
                Optional.of(turn.message()));
        return Optional.of(new SectionContent.Recalled(within(found)));
    }

    private static Recollection within(Recollection found) {
        int left = BUDGET_TOKENS;
        var kept = new ArrayList<Evidence>();
        for (Evidence evidence : found.evidence()) {
            left -= FRAME_TOKENS + evidence.text().length() / CHARS_PER_TOKEN;
            if (left < 0) {
                break;
            }
            kept.add(evidence);
        }
        return new Recollection(kept, kept.stream().anyMatch(Evidence::supports));
    }
}
