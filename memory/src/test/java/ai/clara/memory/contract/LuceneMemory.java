package ai.clara.memory.contract;

import ai.clara.memory.recall.Asked;
import ai.clara.memory.recall.House;
import ai.clara.memory.recall.RecallSection;
import ai.clara.memory.recall.SecondWall;
import ai.clara.memory.recall.Told;
import ai.clara.spi.id.Project;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.privacy.Viewer;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Memory with its index under a home. */
final class LuceneMemory implements MemoryUnderTest {
    private static final int PATIENCE_SECONDS = 60;
    private final Path home;
    private final Told told;
    private final Consumer<ApplicationContext> wiring;
    private House house;

    LuceneMemory(Path home, Told told, Consumer<ApplicationContext> wiring) {
        this.home = home;
        this.told = told;
        this.wiring = wiring;
        this.house = started();
    }

    private House started() {
        var started = new House(home, told, wiring);
        if (started.bean(EmbeddingModel.class).dimensions() <= 0) {
            throw new IllegalStateException("no embedder");
        }
        return started;
    }

    @Override
    public Told told() {
        return told;
    }

    @Override
    public void followed() {
        if (!house.allIndexed()) {
            throw new IllegalStateException(house.bean(Memory.class).status());
        }
    }

    @Override
    public Recollection recall(Viewer viewer, String question, ZonedDateTime asked, int limit) {
        return house.bean(Memory.class).recall(viewer, question, asked, limit, deadline());
    }

    @Override
    public Recollection context(Viewer viewer, Project project, String question, ZonedDateTime asked, int tokens) {
        var words =
                new Asked(viewer, Optional.of(project), question, Optional.empty(), asked.toInstant(), asked.getZone());
        return house.bean(RecallSection.class).remembered(words, tokens, deadline());
    }

    private static Instant deadline() {
        return Clock.systemUTC().instant().plusSeconds(PATIENCE_SECONDS);
    }

    @Override
    public long stopped() {
        return house.bean(SecondWall.class).stopped();
    }

    @Override
    public void restart() {
        house.close();
        house = started();
    }

    @Override
    public void kill() {
        Path index = home.resolve("index");
        Path durable = home.resolve("durable");
        copy(index, durable);
        house.close();
        empty(index);
        copy(durable, index);
        empty(durable);
        house = started();
    }

    /** A file that goes meanwhile is missing in the copy too: a broken index must do no harm either. */
    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            for (Path file : files(from)) {
                try {
                    Files.copy(file, to.resolve(file.getFileName()));
                } catch (NoSuchFileException e) {
                    continue;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path dir) {
        try {
            for (Path file : files(dir)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path dir) throws IOException {
        try (var files = Files.list(dir)) {
            return files.filter(file -> !file.endsWith("write.lock")).toList();
        }
    }

    @Override
    public void close() {
        house.close();
    }
}
