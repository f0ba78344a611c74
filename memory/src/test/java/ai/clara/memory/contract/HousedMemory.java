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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Memory started over a home, whatever it searches. */
abstract class HousedMemory implements MemoryUnderTest {
    private static final int PATIENCE_SECONDS = 60;
    private final Path home;
    private final Map<String, String> settings;
    private final Told told;
    private final Consumer<ApplicationContext> wiring;
    private House house;

    HousedMemory(Path home, Map<String, String> settings, Told told, Consumer<ApplicationContext> wiring) {
        this.home = home;
        this.settings = settings;
        this.told = told;
        this.wiring = wiring;
        this.house = started();
    }

    Path home() {
        return home;
    }

    <T> T bean(Class<T> type) {
        return house.bean(type);
    }

    void end() {
        house.close();
    }

    void begin() {
        house = started();
    }

    private House started() {
        var started = new House(home, settings, told, wiring);
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
        end();
        begin();
    }

    @Override
    public void close() {
        house.close();
    }
}
