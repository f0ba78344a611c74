package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.recall.House;
import ai.clara.memory.recall.Told;
import ai.clara.testkit.postgres.PgVectorServer;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL with pgvector keeps the same contracts, with nothing of the index on this machine; without its guards it does not. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PgVectorContractTest
        implements TimeContract, AudienceContract, EvidenceContract, FollowingContract, ProjectContract {
    private static final String NO_ROWS_WALLED = Stream.of("passages", "vectors", "heard", "terms")
            .map(table -> "alter table rook." + table + " disable row level security")
            .collect(Collectors.joining("; "));

    @TempDir
    private static Path homes;

    private PgVectorServer server;
    private MemoryUnderTest meaning;
    private MemoryUnderTest crowded;
    private int started;

    @BeforeAll
    void start() {
        server = PgVectorServer.start();
        meaning = begin(new Told(), _ -> {});
        crowded = begin(new Told());
    }

    @AfterAll
    void stop() throws IOException {
        meaning.close();
        crowded.close();
        server.close();
        try (Stream<Path> files = Files.walk(homes)) {
            assertThat(files.filter(file -> file.endsWith("index"))).isEmpty();
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

    private MemoryUnderTest begin(Told told, Consumer<ApplicationContext> wiring) {
        try {
            String name = "memory" + ++started;
            server.sql("postgres", "create database " + name);
            return new PgVectorMemory(Files.createDirectory(homes.resolve(name)), server.url(name), told, wiring);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String latest() {
        return "memory" + started;
    }

    /** The filter is gone: row-level security shows nothing of others, and what may be known is found all the same. */
    @Test
    void withoutTheFilterRowLevelSecurityHolds() {
        try (MemoryUnderTest memory = begin(new Told(), House.cheap().andThen(House.withoutAudienceFilter()))) {
            assertThat(AudienceContract.leaks(memory)).isEmpty();
            assertThat(memory.stopped()).isZero();
        }
    }

    /** Row-level security is gone: the filter holds, and a look without a predicate shows that the rows are open. */
    @Test
    void withoutRowLevelSecurityTheFilterHolds() {
        try (MemoryUnderTest memory = begin(new Told())) {
            memory.followed();
            assertThat(strangersRows()).as("before anything was told").isEqualTo("0");
            server.sql(latest(), NO_ROWS_WALLED);
            assertThat(AudienceContract.leaks(memory)).isEmpty();
            assertThat(memory.stopped()).isZero();
            assertThat(Integer.parseInt(strangersRows())).isPositive();
            server.sql(latest(), "alter table rook.passages enable row level security");
            assertThat(strangersRows()).as("behind the wall").isEqualTo("0");
        }
    }

    /** What a role sees that is told no audience. */
    private String strangersRows() {
        return server.sql(latest(), "set role clara_app", "select count(*) from rook.passages");
    }

    /** Both are gone: the transcript stops what they let through; without that too, others' words are found. */
    @Test
    void withoutBothTheTranscriptStopsWhatLeaks() {
        Consumer<ApplicationContext> open = House.cheap().andThen(House.withoutAudienceFilter());
        try (MemoryUnderTest memory = begin(new Told(), open)) {
            memory.followed();
            server.sql(latest(), NO_ROWS_WALLED);
            assertThat(AudienceContract.leaks(memory)).noneMatch(leak -> leak.contains(" gave "));
            assertThat(memory.stopped()).isPositive();
        }
        try (MemoryUnderTest memory = begin(new Told(false), open)) {
            memory.followed();
            server.sql(latest(), NO_ROWS_WALLED);
            assertThat(AudienceContract.leaks(memory)).anyMatch(leak -> leak.contains(" gave "));
        }
    }
}
