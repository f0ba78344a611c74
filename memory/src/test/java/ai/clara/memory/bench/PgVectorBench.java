package ai.clara.memory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.bench.Population.Asker;
import ai.clara.memory.bench.Trial.Answers;
import ai.clara.memory.recall.House;
import ai.clara.memory.store.pgvector.Exact;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModel.Purpose;
import ai.clara.testkit.TempHome;
import ai.clara.testkit.postgres.PgVectorServer;
import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long recall takes in a PostgreSQL with pgvector, beside a plain query of pgvector for the ten nearest of the same permitted
 * messages, and the quality of each against exact search. How to run it: docs/recall-speed.md.
 */
@Tag("bench")
final class PgVectorBench {
    private static final List<Integer> SIZES =
            List.of(System.getProperty("clara.bench.sizes", "10000").split(",")).stream()
                    .map(Integer::valueOf)
                    .toList();
    private static final int QUERIES = Integer.getInteger("clara.bench.queries", 200);
    private static final int TOP = 10;
    private static final String SIZES_MB = "select relname, pg_relation_size(oid) / 1048576 from pg_class"
            + " where relnamespace = 'rook'::regnamespace order by 2 desc limit 12";
    /** Of vectors that lie in heaps, which is harder than what people say. */
    private static final double QUALITY_MIN = 0.95;

    @Test
    void recall() throws SQLException {
        row(
                "messages",
                "share",
                "permitted",
                "recall p50 ms",
                "p99 ms",
                "search p50 ms",
                "quality",
                "plain p50 ms",
                "plain quality",
                "search/plain");
        for (int size : SIZES) {
            try (var home = TempHome.create();
                    var server = PgVectorServer.start()) {
                server.sql("postgres", "create database vectors");
                EmbeddingModel vectors = new Clustered();
                var site = new Trial.Site(
                        Map.of("ROOK_DATABASE_URL", server.url("vectors")),
                        Exact.measuringAll(),
                        () -> Long.parseLong(server.sql("vectors", "select pg_database_size('vectors')")));
                run(new Trial(home.home(), site, size, vectors, QUERIES), vectors, server);
            }
        }
    }

    private static void run(Trial trial, EmbeddingModel vectors, PgVectorServer server) throws SQLException {
        var given = new ArrayList<Answers>();
        try (House house = trial.house()) {
            double perSecond = trial.pour(house);
            row("store of " + trial.entries().size(), "written per s: " + figure(perSecond));
            vacuumed(server);
            trial.prepare(house);
            for (Asker asker : trial.askers()) {
                trial.ask(house, asker);
                given.add(trial.ask(house, asker));
                row(
                        "search of " + asker.share(),
                        figure(given.getLast().search().median()));
            }
        }
        row("database MB: " + figure(trial.weighed(0, 0).indexMegabytes()));
        row(server.sql("vectors", SIZES_MB));
        List<Answers> exact = trial.exact();
        for (int i = 0; i < given.size(); i++) {
            Asker asker = trial.askers().get(i);
            Cell cell = trial.cell(asker, given.get(i), exact.get(i));
            Plain plain = plain(server, trial, asker, vectors);
            double search = given.get(i).search().median();
            row(
                    String.valueOf(cell.messages()),
                    cell.share(),
                    String.valueOf(cell.permitted()),
                    figure(given.get(i).wall().median()),
                    figure(given.get(i).wall().percentile(99)),
                    figure(search),
                    figure(cell.quality()),
                    figure(plain.times().median()),
                    figure(plain.quality()),
                    figure(search / plain.times().median()));
            assertThat(cell.quality())
                    .as(cell.share() + " of " + cell.messages())
                    .isGreaterThanOrEqualTo(QUALITY_MIN);
        }
    }

    private static void vacuumed(PgVectorServer server) throws SQLException {
        try (Connection connection = admin(server);
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    private static Connection admin(PgVectorServer server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/vectors", PgVectorServer.ADMIN, "");
    }

    private record Plain(Times times, double quality) {}

    /** As the manual has it: one table, one graph, a condition, the ten nearest, on until there are so many. */
    private static Plain plain(PgVectorServer server, Trial trial, Asker asker, EmbeddingModel vectors)
            throws SQLException {
        List<float[]> queries = vectors.embed(trial.questionsOf(asker), Purpose.QUERY);
        String[] keys = asker.viewer().readKeys().toArray(String[]::new);
        try (Connection connection = admin(server);
                var statement = connection.createStatement()) {
            statement.execute("set maintenance_work_mem = '3GB'");
            long begun = System.nanoTime();
            statement.execute("create table if not exists public.plain as select message_id, audience_key,"
                    + " vector::vector(" + vectors.dimensions() + ") as vector from rook.vectors");
            statement.execute(
                    "create index if not exists plain_near on public.plain using hnsw (vector vector_ip_ops)");
            statement.execute("create index if not exists plain_audience on public.plain (audience_key)");
            row("plain graph made in s: " + figure((System.nanoTime() - begun) / 1e9));
            statement.execute("analyze public.plain");
            statement.execute("set hnsw.iterative_scan = relaxed_order");
            // Or the exact search would be done by the plan of the walk.
            statement.execute("set plan_cache_mode = force_custom_plan");
            var times = new long[queries.size()];
            var found = new ArrayList<Set<UUID>>();
            for (int i = 0; i < queries.size(); i++) {
                begun = System.nanoTime();
                found.add(nearest(connection, keys, queries.get(i)));
                times[i] = System.nanoTime() - begun;
            }
            statement.execute("set enable_indexscan = off");
            long both = 0;
            long all = 0;
            for (int i = 0; i < queries.size(); i++) {
                Set<UUID> exact = nearest(connection, keys, queries.get(i));
                all += exact.size();
                exact.retainAll(found.get(i));
                both += exact.size();
            }
            return new Plain(new Times(times), all == 0 ? 1 : (double) both / all);
        }
    }

    private static Set<UUID> nearest(Connection connection, String[] keys, float[] query) throws SQLException {
        try (var select = connection.prepareStatement("select message_id from public.plain where audience_key = any (?)"
                + " order by vector <#> ? limit " + TOP)) {
            select.setArray(1, connection.createArrayOf("text", keys));
            select.setObject(2, new PGvector(query));
            var found = new HashSet<UUID>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
            return found;
        }
    }

    private static void row(String... fields) {
        System.out.println(String.join("\t", fields));
    }

    private static String figure(double number) {
        return String.format(Locale.ROOT, number >= 100 ? "%.0f" : "%.3f", number);
    }
}
