package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.recall.House;
import ai.clara.memory.recall.Told;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The index under the home keeps the contracts; without its guards it does not. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LuceneContractTest
        implements TimeContract, AudienceContract, EvidenceContract, FollowingContract, ProjectContract {
    private static final int TWIN_DRAWS = 10;
    private static final int TWIN_NOTES = 3_000;

    @TempDir
    private static Path homes;

    private MemoryUnderTest meaning;
    private MemoryUnderTest crowded;
    private int started;

    @BeforeAll
    void start() {
        meaning = begin(new Told(), _ -> {});
        crowded = begin(new Told());
    }

    @AfterAll
    void stop() {
        meaning.close();
        crowded.close();
    }

    @Override
    public MemoryUnderTest meaning() {
        return meaning;
    }

    @Override
    public MemoryUnderTest crowded() {
        return crowded;
    }

    @Override
    public MemoryUnderTest begin(Told told) {
        return begin(told, House.cheap());
    }

    private MemoryUnderTest begin(Told told, Consumer<ApplicationContext> wiring) {
        try {
            return new LuceneMemory(Files.createDirectory(homes.resolve("home" + ++started)), told, wiring);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Both walls off, others' words are found; the second alone stops them, but they hide what may be known. */
    @Test
    void withoutTheFirstWallTheSecondStopsWhatLeaksAndHidesWhatIsOwn() {
        Consumer<ApplicationContext> open = House.cheap().andThen(House.withoutAudienceFilter());
        try (MemoryUnderTest memory = begin(new Told(false), open)) {
            assertThat(AudienceContract.leaks(memory)).anyMatch(leak -> leak.contains(" gave "));
            assertThat(failures("elsewhere", memory, AudienceContract::elsewhere))
                    .anyMatch(failure -> failure.contains("learnt"));
        }
        try (MemoryUnderTest memory = begin(new Told(), open)) {
            assertThat(AudienceContract.leaks(memory)).noneMatch(leak -> leak.contains(" gave "));
            assertThat(memory.stopped()).isPositive();
            AudienceContract.notes(memory, TWIN_NOTES);
            assertThat(failures("permitted", memory, AudienceContract::permitted))
                    .isNotEmpty();
        }
    }

    /** What is recalled without a budget is more than a prompt may take. */
    @Test
    void withoutABudgetAPromptTakesMoreThanItMay() {
        try (MemoryUnderTest memory = begin(new Told())) {
            Draw.Person person = Budgets.told(memory);
            memory.followed();
            String wrong = Budgets.wrong(
                    memory.recall(person.viewer(), "Where did the tent stand?", EvidenceContract.ASKED, 80), 500);
            assertThat(wrong).contains("tokens of 500");
        }
    }

    private interface Guarded {
        Behaviour.Question told(MemoryUnderTest memory, Draw draw);
    }

    private static List<String> failures(String name, MemoryUnderTest memory, Guarded behaviour) {
        return Behaviour.failures(name, memory, TWIN_DRAWS, draw -> behaviour.told(memory, draw));
    }
}
