package ai.clara.memory.contract;

import ai.clara.memory.recall.House;
import ai.clara.memory.recall.Told;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every memory in a Qdrant keeps, with nothing of the index on this machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QdrantContract
        implements TimeContract, AudienceContract, EvidenceContract, FollowingContract, ProjectContract {
    @TempDir
    private static Path homes;

    private MemoryUnderTest meaning;
    private MemoryUnderTest crowded;
    private int started;

    /** What names it. */
    abstract Map<String, String> settings(String collection);

    @BeforeAll
    void begin() {
        meaning = begin(new Told(), _ -> {});
        crowded = begin(new Told());
    }

    @AfterAll
    void end() throws IOException {
        meaning.close();
        crowded.close();
        try (Stream<Path> files = Files.walk(homes)) {
            Assertions.assertThat(files.filter(file -> file.endsWith("index"))).isEmpty();
        }
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

    QdrantMemory begin(Told told, Consumer<ApplicationContext> wiring) {
        try {
            String name = "memory" + ++started;
            return memory(Files.createDirectory(homes.resolve(name)), settings(name), told, wiring);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    QdrantMemory memory(Path home, Map<String, String> settings, Told told, Consumer<ApplicationContext> wiring) {
        return new QdrantMemory(home, settings, told, wiring);
    }

    /** The collection of what was begun last. */
    String latest() {
        return "memory" + started;
    }
}
