package ai.clara.engine.prompt;

import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders all sections of a turn side by side and leaves out what is late or broken. */
@Singleton
public final class PromptAssembler {
    private static final Logger LOG = LoggerFactory.getLogger(PromptAssembler.class);

    private record Running(PromptSection section, FutureTask<Optional<SectionContent>> task, long giveUpNanos) {
        String name() {
            return section.getClass().getSimpleName();
        }
    }

    private final List<PromptSection> sections;
    private final LongAdder leftOut = new LongAdder();

    PromptAssembler(List<PromptSection> sections) {
        this.sections = List.copyOf(sections);
    }

    /** Waits for each section until its own deadline, all counted from now. */
    public Assembled assemble(TurnView turn) {
        List<Running> running =
                sections.stream().map(section -> start(section, turn)).toList();
        Map<PromptSlot, SectionContent> contents = new EnumMap<>(PromptSlot.class);
        var late = new ArrayList<String>();
        for (Running one : running) {
            PromptSection section = one.section();
            await(one, turn, late)
                    .map(content -> TokenBudget.fit(content, section.budgetTokens(), turn.zone()))
                    .ifPresent(content -> contents.putIfAbsent(section.slot(), content));
        }
        return new Assembled(contents, late);
    }

    /** How many sections were left out since the start. */
    public long leftOut() {
        return leftOut.sum();
    }

    private static Running start(PromptSection section, TurnView turn) {
        var task = new FutureTask<>(() -> section.render(turn));
        Thread.ofVirtual().name("section-" + section.slot()).start(task);
        return new Running(section, task, System.nanoTime() + section.deadline().toNanos());
    }

    private Optional<SectionContent> await(Running running, TurnView turn, List<String> late) {
        try {
            long left = Math.max(0, running.giveUpNanos() - System.nanoTime());
            return running.task().get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            leaveOut(running, turn, late, "late");
        } catch (ExecutionException e) {
            leaveOut(
                    running,
                    turn,
                    late,
                    "failed: " + StoreException.sentence(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leaveOut(running, turn, late, "interrupted");
        }
        return Optional.empty();
    }

    private void leaveOut(Running running, TurnView turn, List<String> late, String why) {
        running.task().cancel(true);
        leftOut.increment();
        late.add(running.name());
        LOG.warn("turn {} goes without section {}: {}", turn.turn().value(), running.name(), why);
    }
}
