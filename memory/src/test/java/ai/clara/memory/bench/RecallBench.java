package ai.clara.memory.bench;

import ai.clara.memory.bench.Population.Asker;
import ai.clara.memory.bench.Trial.Answers;
import ai.clara.memory.bench.Trial.Footprint;
import ai.clara.memory.follow.Projection;
import ai.clara.memory.recall.House;
import ai.clara.spi.id.Ids;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModel.Purpose;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import ai.clara.testkit.TempHome;
import io.micronaut.context.ApplicationContext;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long recall takes in stores of several sizes, for askers who may know a thousandth, a hundredth and nearly all of them, beside
 * the quality that speed costs, a scan without an index and the embedding's own time. How to run it: docs/recall-speed.md.
 */
@Tag("bench")
final class RecallBench {
    private static final List<Integer> SIZES =
            List.of(System.getProperty("clara.bench.sizes", "1000,10000").split(",")).stream()
                    .map(Integer::valueOf)
                    .toList();
    private static final boolean REAL =
            System.getProperty("clara.bench.vectors", "synthetic").equals("real");
    private static final Path KEPT = Path.of(System.getProperty("clara.bench.dir", "target/bench"));
    private static final int QUERIES = Integer.getInteger("clara.bench.queries", 500);
    private static final int COLUMN = 13;
    private static final int WARM_ROUNDS = Integer.getInteger("clara.bench.warm", 3);
    private static final int BURST = 10_000;
    private static final int[] BURST_LOOKS_SECONDS = {1, 2, 5};

    private final List<Cell> cells = new ArrayList<>();
    private final StringBuilder table = new StringBuilder();

    @Test
    void recall() {
        try (var home = TempHome.create();
                var context = encoders(home.home())) {
            EmbeddingModel model = context.getBean(EmbeddingModel.class);
            EmbeddingModel vectors = REAL ? new Remembered(model, KEPT) : new Clustered();
            row(
                    "messages",
                    "share",
                    "permitted",
                    "questions",
                    "p50 ms",
                    "p99 ms",
                    "cpu p50 ms",
                    "search p50 ms",
                    "quality",
                    "planted",
                    "planted exact",
                    "exact/p50",
                    "scan p50 ms",
                    "scan/p50",
                    "load");
            for (int size : SIZES) {
                run(new Trial(home.home(), size, vectors, QUERIES), vectors);
            }
            row("embedding one question, p50 ms", figure(embedding(model).median()));
        }
        System.out.println(aligned());
        cells.forEach(RecallQualityTest::judge);
    }

    private static ApplicationContext encoders(Home home) {
        var context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .build();
        context.registerSingleton(Home.class, home);
        context.registerSingleton(Clock.class, Clock.systemUTC());
        context.registerSingleton(Ids.class, UUID::randomUUID);
        context.registerSingleton(
                Settings.class, (Settings) s -> Optional.of(s.defaultValue()).filter(v -> !v.isEmpty()));
        context.registerSingleton(Transcript.class, new Annals());
        return context.start();
    }

    private void run(Trial trial, EmbeddingModel vectors) {
        if (vectors instanceof Remembered remembered) {
            remembered.learn(trial.entries().stream().map(RecallBench::passage).toList(), Purpose.PASSAGE);
        }
        double perSecond;
        try (House house = trial.house()) {
            perSecond = trial.pour(house);
        }
        long before = Trial.heap();
        var given = new ArrayList<Answers>();
        Footprint footprint;
        try (House house = trial.house()) {
            trial.prepare(house);
            for (int i = 0; i < WARM_ROUNDS; i++) {
                trial.askers().forEach(asker -> trial.ask(house, asker));
            }
            for (Asker asker : trial.askers()) {
                given.add(trial.ask(house, asker));
            }
            footprint = trial.weighed(perSecond, before);
        }
        List<Answers> exact = trial.exact();
        for (int i = 0; i < given.size(); i++) {
            Asker asker = trial.askers().get(i);
            Answers exactly = exact.get(i);
            Cell cell = trial.cell(asker, given.get(i), exactly);
            cells.add(cell);
            report(cell, given.get(i), exactly, scanned(trial, asker, vectors));
        }
        report(footprint);
        burst(trial);
    }

    private static Times scanned(Trial trial, Asker asker, EmbeddingModel vectors) {
        List<String> some = trial.questionsOf(asker).stream().limit(50).toList();
        return Scan.of(asker.permitted(), vectors.embed(some, Purpose.QUERY));
    }

    /** As memory embeds it. */
    private static String passage(TranscriptEntry entry) {
        return entry.speaker() + ": " + entry.text();
    }

    private static Times embedding(EmbeddingModel model) {
        var talk = new Talk(3);
        for (int i = 0; i < 50; i++) {
            model.embed(List.of(talk.question()), Purpose.QUERY);
        }
        var nanos = new long[200];
        for (int i = 0; i < nanos.length; i++) {
            String question = talk.question();
            long begun = System.nanoTime();
            model.embed(List.of(question), Purpose.QUERY);
            nanos[i] = System.nanoTime() - begun;
        }
        return new Times(nanos);
    }

    /** Ten thousand messages at once: how long until they are all found. */
    private void burst(Trial trial) {
        if (REAL) {
            return;
        }
        List<TranscriptEntry> later = Population.burst(trial.said(), BURST);
        try (House house = trial.house()) {
            Trial.followed(house);
            long begun = System.nanoTime();
            trial.annals().say(later);
            var seen = new ArrayList<String>();
            Projection projection = house.bean(Projection.class);
            for (int seconds : BURST_LOOKS_SECONDS) {
                while (System.nanoTime() - begun < seconds * 1e9) {
                    Trial.pause();
                }
                seen.add(String.valueOf(BURST - projection.lag()));
            }
            Trial.followed(house);
            row(
                    "burst of " + BURST + " on " + trial.entries().size(),
                    "found after 1, 2, 5 s: " + String.join(", ", seen),
                    "all after s: " + figure((System.nanoTime() - begun) / 1e9));
        }
    }

    private void report(Footprint footprint) {
        row(
                "store of " + footprint.messages(),
                "written per s: " + figure(footprint.perSecond()),
                "heap MB: " + figure(footprint.heapMegabytes()),
                "index MB: " + figure(footprint.indexMegabytes()));
    }

    private void report(Cell cell, Answers given, Answers exact, Times scan) {
        double median = given.wall().median();
        row(
                String.valueOf(cell.messages()),
                cell.share(),
                String.valueOf(cell.permitted()),
                String.valueOf(cell.lists().size()),
                figure(median),
                figure(given.wall().percentile(99)),
                figure(given.thread().median()),
                figure(given.search().median()),
                figure(cell.quality()),
                figure(cell.plantedFound()),
                figure(cell.plantedFoundExactly()),
                figure(exact.wall().median() / median),
                figure(scan.median()),
                figure(scan.median() / median),
                figure(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    private void row(String... fields) {
        String line = String.join("\t", fields);
        table.append(line).append('\n');
        System.out.println(line);
    }

    /** The table for readers: as many blanks as its columns need. */
    private String aligned() {
        return table.toString()
                .lines()
                .map(line -> Arrays.stream(line.split("\t"))
                        .map(field -> String.format("%-" + COLUMN + "s", field))
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private static String figure(double number) {
        return String.format(Locale.ROOT, number >= 100 ? "%.0f" : "%.3f", number);
    }
}
