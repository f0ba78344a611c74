package ai.clara.engine.inbox;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A memory section that gives the evidence a test names for a message, and never ends when the message asks it to be slow. */
final class MemoryDouble implements PromptSection {
    final ConcurrentHashMap<String, UUID> evidence = new ConcurrentHashMap<>();

    @Override
    public PromptSlot slot() {
        return PromptSlot.MEMORY;
    }

    @Override
    public int budgetTokens() {
        return 500;
    }

    @Override
    public Duration deadline() {
        return Duration.ofMillis(400);
    }

    @Override
    public Optional<SectionContent> render(TurnView turn) {
        if (turn.text().contains("slow memory")) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Optional.ofNullable(evidence.get(turn.text())).map(id -> recalled(turn, id));
    }

    private static SectionContent recalled(TurnView turn, UUID id) {
        var one =
                new Evidence(new MessageRef(id), turn.personName(), true, turn.place(), turn.at(), "words", 1.0, true);
        return new SectionContent.Recalled(new Recollection(List.of(one), true));
    }
}
