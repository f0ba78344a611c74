package ai.clara.memory.bench;

import ai.clara.memory.bench.Population.Asker;
import ai.clara.memory.bench.Population.Planted;
import ai.clara.memory.follow.Projection;
import ai.clara.memory.recall.House;
import ai.clara.memory.recall.SearchAlone;
import ai.clara.memory.store.lucene.Peek;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModel.Purpose;
import ai.clara.spi.store.Home;
import ai.clara.spi.transcript.TranscriptEntry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** One store: everything is said and followed, then questions are asked of it, as it is shipped and with exact search. */
final class Trial {
    static final long SEED = 20_260;
    private static final int LIMIT = 80;
    private static final int LOOK_MILLIS = 20;
    private static final int MEGABYTE = 1 << 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int size;
    private final Population said;
    private final EmbeddingModel vectors;
    private final int queries;
    private final Annals annals = new Annals();
    private final Home home;
    private final Site site;
    private final Map<String, List<String>> questions = new HashMap<>();

    /** @param home whose index is thrown away first */
    Trial(Home home, int size, EmbeddingModel vectors, int queries) {
        this(home, new Site(Map.of(), Peek.measuringAll(), () -> bytes(home.resolve("index"))), size, vectors, queries);
    }

    /** @param site where it is searched */
    Trial(Home home, Site site, int size, EmbeddingModel vectors, int queries) {
        this.home = home;
        this.site = site;
        this.size = size;
        this.said = Population.of(size, SEED + size);
        this.vectors = vectors;
        this.queries = queries;
        for (Asker asker : said.askers()) {
            questions.put(asker.share(), questions(asker));
        }
        empty(home.resolve("index"));
    }

    private static void empty(Path dir) {
        if (!Files.exists(dir)) {
            return;
        }
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where memory searches.
     *
     * @param settings that lead there
     * @param measuringAll wiring by which every permitted message is measured
     * @param bytes what it takes on the disk
     */
    record Site(Map<String, String> settings, Consumer<ApplicationContext> measuringAll, LongSupplier bytes) {}

    /** What was asked of one store by one asker, and how long each question took. */
    record Answers(List<List<MessageRef>> lists, Times wall, Times thread, Times search) {}

    /** How the store came to be and what it takes. */
    record Footprint(int messages, double perSecond, double heapMegabytes, double indexMegabytes) {}

    /** What is planted first, then what may never have been said. */
    private List<String> questions(Asker asker) {
        List<String> planted =
                asker.planted().stream().map(Planted::question).limit(queries).toList();
        var all = new ArrayList<>(planted);
        all.addAll(said.others(queries - planted.size()));
        return all;
    }

    List<TranscriptEntry> entries() {
        return said.entries();
    }

    List<Asker> askers() {
        return said.askers();
    }

    List<String> questionsOf(Asker asker) {
        return List.copyOf(questions.get(asker.share()));
    }

    House house() {
        return house(vectors);
    }

    /** Memory that embeds otherwise than it did. */
    House house(EmbeddingModel embedder) {
        return new House(home.dir(), site.settings(), annals, House.embedding(embedder));
    }

    private House exactHouse() {
        return new House(
                home.dir(), site.settings(), annals, House.embedding(vectors).andThen(site.measuringAll()));
    }

    /** Everything is said at once while memory follows. Gives how many messages a second are found. */
    double pour(House house) {
        long begun = System.nanoTime();
        annals.say(said.entries());
        followed(house);
        return size / ((System.nanoTime() - begun) / 1e9);
    }

    static void followed(House house) {
        while (house.bean(Projection.class).lag() > 0) {
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What memory holds in the heap beside this trial's own, and what its index takes on the disk.
     *
     * @param before the heap when no memory was there
     */
    Footprint weighed(double perSecond, long before) {
        return new Footprint(
                size,
                perSecond,
                (heap() - before) / (double) MEGABYTE,
                site.bytes().getAsLong() / (double) MEGABYTE);
    }

    /** In bytes, without garbage. */
    static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long bytes(Path dir) {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Embeds what will be asked, as recall words it. */
    void prepare(House house) {
        var search = new SearchAlone(house);
        for (Asker asker : askers()) {
            for (String question : questionsOf(asker)) {
                vectors.embed(search.wordings(asker.viewer(), question, today()), Purpose.QUERY);
            }
        }
    }

    private LocalDate today() {
        return asked().toLocalDate();
    }

    private ZonedDateTime asked() {
        return entries().getLast().at().plusSeconds(3_600).atZone(ZoneOffset.UTC);
    }

    /** All lists of one asker, and the times they took. */
    Answers ask(House house, Asker asker) {
        return ask(house, asker, true);
    }

    private Answers ask(House house, Asker asker, boolean searchesToo) {
        Memory memory = house.bean(Memory.class);
        List<String> all = questionsOf(asker);
        var lists = new ArrayList<List<MessageRef>>();
        var wall = new long[all.size()];
        var thread = new long[all.size()];
        for (int i = 0; i < all.size(); i++) {
            long threadBefore = THREADS.getCurrentThreadCpuTime();
            long before = System.nanoTime();
            List<Evidence> found = memory.recall(asker.viewer(), all.get(i), asked(), LIMIT, inAMinute())
                    .evidence();
            wall[i] = System.nanoTime() - before;
            thread[i] = THREADS.getCurrentThreadCpuTime() - threadBefore;
            lists.add(found.stream().map(Evidence::message).toList());
        }
        Times search = searchesToo ? searched(house, asker) : new Times(new long[0]);
        return new Answers(lists, new Times(wall), new Times(thread), search);
    }

    private Times searched(House house, Asker asker) {
        var search = new SearchAlone(house);
        return new Times(questionsOf(asker).stream()
                .mapToLong(question -> search.nanos(asker.viewer(), question, today()))
                .toArray());
    }

    private static java.time.Instant inAMinute() {
        return Clock.systemUTC().instant().plusSeconds(60);
    }

    /** The same questions of every asker, with every permitted message measured. */
    List<Answers> exact() {
        try (House house = exactHouse()) {
            return askers().stream().map(asker -> ask(house, asker, false)).toList();
        }
    }

    Cell cell(Asker asker, Answers given, Answers exact) {
        return new Cell(
                size,
                asker.share(),
                asker.permitted(),
                given.lists(),
                exact.lists(),
                asker.planted().stream().map(Planted::message).limit(queries).toList());
    }

    Annals annals() {
        return annals;
    }

    Population said() {
        return said;
    }
}
