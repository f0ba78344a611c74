package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.recall.House;
import ai.clara.memory.recall.Told;
import ai.clara.memory.store.qdrant.Guards;
import ai.clara.testkit.qdrant.FakeQdrant;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Memory in a Qdrant keeps the same contracts; without its guards it does not. */
@DisplayName("Qdrant's contract, on the fake")
@Tag("slow")
final class QdrantContractTest extends QdrantContract {
    private final FakeQdrant fake = FakeQdrant.start();

    @BeforeAll
    @Override
    void begin() {
        super.begin();
    }

    @AfterAll
    @Override
    void end() throws IOException {
        super.end();
        fake.close();
    }

    @Override
    Map<String, String> settings(String collection) {
        return Map.of("QDRANT_URL", fake.url(), "QDRANT_COLLECTION", collection);
    }

    /** A kill ends its writes wherever they are: here the server is gone from one moment to the next. */
    @Override
    QdrantMemory memory(Path home, Map<String, String> settings, Told told, Consumer<ApplicationContext> wiring) {
        return new QdrantMemory(home, settings, told, wiring) {
            @Override
            public void kill() {
                fake.stop();
                end();
                fake.again();
                super.begin();
            }
        };
    }

    /** The filter lets everything through: the transcript stops it; without that too, others' words are found. */
    @Test
    void withoutTheFilterTheTranscriptStopsWhatLeaks() {
        Consumer<ApplicationContext> open = House.cheap().andThen(House.withoutAudienceFilter());
        try (MemoryUnderTest memory = begin(new Told(), open)) {
            assertThat(AudienceContract.leaks(memory)).noneMatch(leak -> leak.contains(" gave "));
            assertThat(memory.stopped()).isPositive();
        }
        try (MemoryUnderTest memory = begin(new Told(false), open)) {
            assertThat(AudienceContract.leaks(memory)).anyMatch(leak -> leak.contains(" gave "));
        }
    }

    /** A Qdrant that does not filter is found out, message by message; without the second look the transcript stops it. */
    @Test
    void whatABrokenFilterGivesIsStoppedByTheSecondLook() {
        try {
            fake.ignoring("audience", "author");
            try (QdrantMemory memory = begin(new Told(false), House.cheap())) {
                assertThat(AudienceContract.leaks(memory)).noneMatch(leak -> leak.contains(" gave "));
                assertThat(memory.keptBack()).isPositive();
            }
            Consumer<ApplicationContext> blind = House.cheap().andThen(Guards.withoutTheSecondLook());
            try (QdrantMemory memory = begin(new Told(), blind)) {
                assertThat(AudienceContract.leaks(memory)).noneMatch(leak -> leak.contains(" gave "));
                assertThat(memory.keptBack()).isZero();
                assertThat(memory.stopped()).isPositive();
            }
            try (QdrantMemory memory = begin(new Told(false), blind)) {
                assertThat(AudienceContract.leaks(memory)).anyMatch(leak -> leak.contains(" gave "));
            }
        } finally {
            fake.ignoring();
        }
        try (QdrantMemory memory = begin(new Told(false), House.cheap())) {
            assertThat(AudienceContract.leaks(memory)).isEmpty();
            assertThat(memory.keptBack()).isZero();
        }
    }
}
