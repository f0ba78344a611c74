package ai.clara.memory.recall;

import ai.clara.memory.follow.Projection;
import ai.clara.memory.store.lucene.Peek;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModels;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import ai.clara.spi.store.Home;
import ai.clara.spi.transcript.Transcript;
import ai.clara.testkit.TempHome;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** A home with its messages in PostgreSQL. Memory moves in and out, each time with the embedders that the settings give it. */
final class Lodging implements AutoCloseable {
    static final PersonId MIA = new PersonId(new UUID(9, 1));
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");
    private static final long PATIENCE_MILLIS = 60_000;

    private final TempHome home = TempHome.create();
    private final ApplicationContext stores;
    private final Written written;
    private @Nullable ApplicationContext memory;

    Lodging() {
        LUCENE.setLevel(Level.SEVERE);
        stores = context();
        stores.start();
        written = new Written(() -> stores.getBean(Db.class));
        written.meet(MIA);
    }

    private ApplicationContext context() {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .build()
                .registerSingleton(Home.class, home.home())
                .registerSingleton(Clock.class, Clock.systemUTC())
                .registerSingleton(Ids.class, UUID::randomUUID)
                .registerSingleton(Settings.class, (Settings)
                        s -> Optional.of(s.defaultValue()).filter(v -> !v.isEmpty()));
    }

    /** Memory moves in. @param others can be asked too */
    Lodging in(NamedEmbedder chosen, NamedEmbedder... others) {
        ApplicationContext fresh = context();
        fresh.registerSingleton(Transcript.class, written);
        replace(fresh, Db.class, stores.getBean(Db.class));
        replace(fresh, EmbeddingModel.class, chosen);
        replace(
                fresh,
                EmbeddingModels.class,
                id -> Stream.of(others)
                        .filter(one -> one.id().equals(id))
                        .map(one -> (EmbeddingModel) one)
                        .findFirst());
        fresh.start();
        fresh.getBean(Projection.class).start();
        memory = fresh;
        return this;
    }

    private static <T> void replace(ApplicationContext context, Class<T> type, T bean) {
        context.registerBeanDefinition(RuntimeBeanDefinition.builder(type, () -> bean)
                .singleton(true)
                .replaces(type)
                .build());
    }

    void out() {
        ApplicationContext now = memory;
        memory = null;
        if (now != null) {
            now.getBean(Projection.class).stop();
            now.close();
        }
    }

    /** Memory ends as a kill would end it, with what is on the disk at this moment. */
    void killed() {
        Path durable = home.dir().resolve("durable");
        copy(index(), durable);
        out();
        deleteIndex();
        copy(durable, index());
        delete(durable);
    }

    private Path index() {
        return home.dir().resolve("index/1");
    }

    void deleteIndex() {
        delete(index());
    }

    private <T> T bean(Class<T> type) {
        return Objects.requireNonNull(memory).getBean(type);
    }

    void tell(String text) {
        var unused = written.say(MIA, MIA, text);
    }

    void say(String text) {
        tell(text);
        followed();
    }

    void edit(String from, String to) {
        written.edit(MIA, from, to);
    }

    /** Who answers, as the index on the disk says. */
    String answering() {
        try (var directory = FSDirectory.open(index());
                var reader = DirectoryReader.open(directory)) {
            return reader.getIndexCommit().getUserData().getOrDefault("embedder", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until all that was told is in the index. */
    void followed() {
        await(() -> bean(Projection.class).lag() == 0);
    }

    /** The best evidence, with its scores. */
    List<Evidence> recall(String question) {
        Instant now = Clock.systemUTC().instant();
        return bean(Memory.class)
                .recall(Viewer.direct(MIA), question, now.atZone(ZoneOffset.UTC), 10, now.plusSeconds(20))
                .evidence();
    }

    List<String> texts(String question) {
        return recall(question).stream().map(Evidence::text).toList();
    }

    String status() {
        return bean(Memory.class).status();
    }

    /** Waits until the status says so. */
    void awaitStatus(String part) {
        try {
            await(() -> status().contains(part));
        } catch (IllegalStateException e) {
            throw new AssertionError("never said: " + part + " but: " + status(), e);
        }
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("never");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Messages of the index that hold something of an embedder. */
    int holding(String embedder) {
        return Peek.doneWith(Objects.requireNonNull(memory), embedder);
    }

    /** A file that goes meanwhile is missing in the copy too. */
    private static void copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.filter(one -> !one.endsWith("write.lock")).toList()) {
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

    private static void delete(Path dir) {
        try (var files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        out();
        stores.close();
        home.close();
    }
}
