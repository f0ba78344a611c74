package ai.clara.memory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.bench.Trial.Answers;
import ai.clara.memory.follow.Compared;
import ai.clara.memory.follow.Rebuilding;
import ai.clara.memory.recall.House;
import ai.clara.memory.store.Elsewhere;
import ai.clara.memory.store.pgvector.Exact;
import ai.clara.spi.id.MessageRef;
import ai.clara.testkit.TempHome;
import ai.clara.testkit.postgres.PgVectorServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What memory searches moves from the index into a PostgreSQL with pgvector: the moving process is killed in the middle and the move
 * gone on with; then both hold the same, and the same is found. How to run it: docs/recall-speed.md.
 */
@Tag("bench")
final class VectorMoveBench {
    private static final int SIZE = Integer.getInteger("clara.bench.size", 100_000);
    private static final int QUERIES = Integer.getInteger("clara.bench.queries", 100);
    private static final int TOP = 10;
    private static final double SAME_MIN = 0.99;
    /** All but what is as near as the tenth within the last bits of a sum: the two add up in different orders. */
    private static final double EXACT_MIN = 0.999;

    @Test
    void killedInTheMiddle() throws IOException, InterruptedException {
        try (var home = TempHome.create();
                var there = TempHome.create();
                var server = PgVectorServer.durable()) {
            server.sql("postgres", "create database vectors");
            String url = server.url("vectors");
            var old = new Trial(home.home(), SIZE, new Clustered(), QUERIES);
            try (House house = old.house()) {
                System.out.printf("index of %d: %.0f/s%n", SIZE, old.pour(house));
            }
            assertThat(killed(home.home().dir(), url)).isEqualTo(Mover.KILLED);
            long came = Long.parseLong(server.sql("vectors", "select count(*) from rook.filed"));
            assertThat(came).isBetween(SIZE / 10L, SIZE * 9L / 10);
            try (House house = old.house()) {
                long begun = System.nanoTime();
                Compared compared = house.bean(Rebuilding.class)
                        .move(house.bean(Elsewhere.class).at(url), Mover.WATCH);
                System.out.printf(
                        "killed at %d, gone on with in %.0f s: %s%n",
                        came, (System.nanoTime() - begun) / 1e9, compared);
                assertThat(compared.fresh().messages()).isEqualTo(SIZE);
                assertThat(compared.identical()).isTrue();
            }
            var site = new Trial.Site(Map.of("ROOK_DATABASE_URL", url), Exact.measuringAll(), () -> 0);
            var moved = new Trial(there.home(), site, SIZE, new Clustered(), QUERIES);
            moved.annals().say(moved.entries());
            double exact = same("exact", old.exact(), moved.exact());
            double shipped = same("as shipped", asked(old), asked(moved));
            assertThat(exact).isGreaterThanOrEqualTo(EXACT_MIN);
            assertThat(shipped).isGreaterThanOrEqualTo(SAME_MIN);
        }
    }

    private static int killed(Path home, String url) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Mover.class.getName(),
                        home.toString(),
                        url,
                        Integer.toString(SIZE))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static List<Answers> asked(Trial trial) {
        try (House house = trial.house()) {
            trial.prepare(house);
            return trial.askers().stream().map(asker -> trial.ask(house, asker)).toList();
        }
    }

    /** The share of the best ten of one that the other has among its best ten. */
    private static double same(String how, List<Answers> one, List<Answers> other) {
        long both = 0;
        long all = 0;
        for (int asker = 0; asker < one.size(); asker++) {
            for (int question = 0; question < one.get(asker).lists().size(); question++) {
                List<MessageRef> first = top(one.get(asker).lists().get(question));
                List<MessageRef> second = top(other.get(asker).lists().get(question));
                all += first.size();
                both += first.stream().filter(second::contains).count();
            }
        }
        System.out.printf("%s: %d of the best ten the same, of %d%n", how, both, all);
        assertThat(all).isGreaterThan(QUERIES);
        return (double) both / all;
    }

    private static List<MessageRef> top(List<MessageRef> list) {
        return list.subList(0, Math.min(TOP, list.size()));
    }
}
