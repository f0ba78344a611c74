package ai.clara.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.follow.Projection;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import ai.clara.spi.store.Home;
import ai.clara.spi.transcript.Transcript;
import ai.clara.testkit.TempHome;
import com.sun.management.OperatingSystemMXBean;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What memory costs, in processor time of this process and of the database. The bar is a turn without memory in the same run: it
 * embeds, reads twenty messages and commits two. Run it with {@code -Dclara.test.jvm=-da:org.apache.lucene...}: Lucene's assertions
 * look through whole blocks of postings, and the bar is meant for the program.
 */
@Tag("long")
final class CostTest {
    private static final int PEOPLE = 16;
    private static final int SIDE_BY_SIDE = 8;
    private static final int TOLD_EACH = 26;
    private static final int WARM = Integer.getInteger("clara.cost.warm", 2000);
    private static final int TURNS = Integer.getInteger("clara.cost.turns", 2000);
    private static final List<String> WORDS = List.of(
            ("tea garden river paper window harbour violin mountain bicycle lantern market bridge letter winter orange copper"
                            + " planet basket forest silver captain thunder library candle meadow compass island railway painter weather"
                            + " kitchen engine blanket diamond falcon granite hammer insect jacket kettle ladder magnet needle oyster"
                            + " pepper quarry ribbon saddle tunnel")
                    .split(" "));
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final HashedWords embedder = new HashedWords();

    private record Spent(double self, double database, double thread, double wall, long calls, long texts) {
        Spent since(Spent before) {
            return new Spent(
                    self - before.self,
                    database - before.database,
                    thread - before.thread,
                    wall - before.wall,
                    calls - before.calls,
                    texts - before.texts);
        }

        double cpu() {
            return self + database;
        }
    }

    @Test
    void turnWithMemoryCostsFewTurnsWithout() {
        LUCENE.setLevel(Level.SEVERE);
        try (var home = TempHome.create();
                var context = ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .build()) {
            var written = new Written(() -> context.getBean(Db.class));
            context.registerSingleton(Home.class, home.home());
            context.registerSingleton(Clock.class, Clock.systemUTC());
            context.registerSingleton(Ids.class, UUID::randomUUID);
            context.registerSingleton(Settings.class, (Settings)
                    s -> Optional.of(s.defaultValue()).filter(v -> !v.isEmpty()));
            context.registerSingleton(Transcript.class, written);
            context.registerBeanDefinition(RuntimeBeanDefinition.builder(EmbeddingModel.class, () -> embedder)
                    .singleton(true)
                    .replaces(EmbeddingModel.class)
                    .build());
            context.start();
            List<PersonId> people = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> new PersonId(new UUID(7, i)))
                    .toList();
            people.forEach(written::meet);
            pour(written, people, 0);
            turns(written, people, null, WARM);
            Spent bare = measured(home.dir(), () -> turns(written, people, null, TURNS));
            print("turn without memory", bare, TURNS, bare);
            Projection projection = context.getBean(Projection.class);
            projection.start();
            caughtUp(projection);
            Recall recall = context.getBean(Recall.class);
            turns(written, people, recall, WARM);
            Spent turn = measured(home.dir(), () -> {
                turns(written, people, recall, TURNS);
                caughtUp(projection);
            });
            print("turn with memory", turn, TURNS, bare);
            Spent questions = measured(home.dir(), () -> questions(people, recall, TURNS));
            print("question alone", questions, TURNS, bare);
            int poured = PEOPLE * TOLD_EACH;
            Spent followed = measured(home.dir(), () -> {
                pour(written, people, 1000);
                caughtUp(projection);
            });
            print("statement, followed", followed, poured, bare);
            projection.stop();
            Spent unfollowed = measured(home.dir(), () -> pour(written, people, 2000));
            print("statement, not followed", unfollowed, poured, bare);
            assertThat(turn.cpu() / bare.cpu()).isLessThan(4);
        }
    }

    private static void caughtUp(Projection projection) {
        while (projection.lag() > 0) {
            Thread.onSpinWait();
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void pour(Written written, List<PersonId> people, int from) {
        for (int n = 0; n < TOLD_EACH; n++) {
            for (PersonId person : people) {
                int i = from + n * PEOPLE + people.indexOf(person);
                written.say(
                        person,
                        person,
                        "The %s of %s is kept in room %d beside the %s."
                                .formatted(words(i), words(i * 7 + 1), i % 997, words(i * 13 + 5)));
            }
        }
    }

    private static String words(int seed) {
        int mixed = Math.abs((seed + 1) * 0x9E3779B1);
        return WORDS.get(mixed % WORDS.size()) + " " + WORDS.get(mixed / 64 % WORDS.size());
    }

    private static String question(int n) {
        return "where is the %s of %s kept TID%010dE".formatted(words(n), words(n * 7 + 1), n);
    }

    /** Several conversations side by side, each in its own order. */
    private void turns(Written written, List<PersonId> people, @Nullable Recall recall, int count) {
        try (var threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            for (int lane = 0; lane < SIDE_BY_SIDE; lane++) {
                int first = lane;
                threads.execute(() -> turns(written, people, recall, first, count));
            }
        }
    }

    private void turns(Written written, List<PersonId> people, @Nullable Recall recall, int first, int count) {
        for (int i = first; i < count; i += SIDE_BY_SIDE) {
            PersonId person = people.get(i % PEOPLE);
            String text = question(i % (PEOPLE * TOLD_EACH));
            MessageRef asked = written.say(person, person, text);
            written.newest(Viewer.direct(person), 20);
            if (recall == null) {
                embedder.embed(List.of(text), EmbeddingModel.Purpose.QUERY);
            } else {
                recall(recall, person, text, Optional.of(asked));
            }
            written.say(person, null, "It is in room " + i);
        }
    }

    private static void questions(List<PersonId> people, Recall recall, int count) {
        for (int i = 0; i < count; i++) {
            recall(recall, people.get(i % PEOPLE), question(i % (PEOPLE * TOLD_EACH)), Optional.empty());
        }
    }

    private static void recall(Recall recall, PersonId person, String text, Optional<MessageRef> message) {
        Instant now = Clock.systemUTC().instant();
        var unused = recall.recall(
                new Asked(Viewer.direct(person), Optional.of(Project.DEFAULT), text, message, now, ZoneOffset.UTC),
                80,
                now.plusSeconds(9));
    }

    private Spent measured(Path home, Runnable work) {
        Spent before = now(home);
        work.run();
        return now(home).since(before);
    }

    private Spent now(Path home) {
        return new Spent(
                system.getProcessCpuTime() / 1e6,
                databaseMillis(home),
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6,
                System.nanoTime() / 1e6,
                embedder.calls.get(),
                embedder.texts.get());
    }

    /** The processor time of the postmaster and of all its children, those that have ended too. */
    private static double databaseMillis(Path home) {
        try (var files = Files.walk(home)) {
            Path file = files.filter(path -> path.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            var pids = new ArrayList<Long>(List.of(pid));
            ProcessHandle.of(pid).orElseThrow().children().forEach(child -> pids.add(child.pid()));
            return pids.stream().mapToLong(CostTest::ticks).sum() * 10.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return IntStream.of(11, 12, 13, 14)
                    .mapToLong(i -> Long.parseLong(fields[i]))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void print(String what, Spent spent, int count, Spent bare) {
        System.out.printf(
                "%-24s cpu %.2f ms (self %.2f, asking thread %.2f, database %.2f), wall %.2f ms, embeds %.2f calls %.2f texts,"
                        + " ratio %.2f%n",
                what,
                spent.cpu() / count,
                spent.self / count,
                spent.thread / count,
                spent.database / count,
                spent.wall / count,
                (double) spent.calls / count,
                (double) spent.texts / count,
                spent.cpu() / count / (bare.cpu() / TURNS));
    }
}
