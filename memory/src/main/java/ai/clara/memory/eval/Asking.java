package ai.clara.memory.eval;

import ai.clara.memory.recall.Asked;
import ai.clara.memory.recall.RecallSection;
import ai.clara.spi.id.Project;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.prompt.TokenGuess;
import ai.clara.spi.prompt.Wording;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks memory as a turn does, but with more patience, so that a busy machine changes nothing in what comes back. */
@Singleton
final class Asking {
    /** Where memory holds nothing that can be compared. */
    private static final double NOTHING_NEAR = -100;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Memory memory;
    private final RecallSection section;
    private final Clock clock;

    Asking(Memory memory, RecallSection section, Clock clock) {
        this.memory = memory;
        this.section = section;
        this.clock = clock;
    }

    Ranked ask(Poured poured, RecallCase.Asked question, int depth, OptionalInt contextTokens) {
        Recollection found = memory.recall(poured.listener(), question.text(), poured.end(), depth, deadline());
        return new Ranked(
                question.id(),
                found.evidence().stream()
                        .map(Evidence::message)
                        .flatMap(message -> Optional.ofNullable(poured.turns().get(message)).stream())
                        .toList(),
                found.answerable(),
                Double.isNaN(found.certainty()) ? NOTHING_NEAR : found.certainty(),
                contextTokens.isEmpty() ? Optional.empty() : Optional.of(context(poured, question, contextTokens)));
    }

    private Ranked.Context context(Poured poured, RecallCase.Asked question, OptionalInt tokens) {
        Instant at = poured.end().toInstant();
        var asked = new Asked(
                poured.listener(),
                Optional.of(Project.DEFAULT),
                question.text(),
                Optional.empty(),
                at,
                poured.end().getZone());
        Recollection held = section.remembered(asked, tokens.orElseThrow(), deadline());
        String text = Wording.remembered(held, poured.end().getZone());
        return new Ranked.Context(text, TokenGuess.of(text));
    }

    private Instant deadline() {
        return clock.instant().plus(PATIENCE);
    }
}
