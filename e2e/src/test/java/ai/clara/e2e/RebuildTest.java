package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.postgres.PgVectorServer;
import ai.clara.testkit.qdrant.FakeQdrant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What memory searches is made anew or goes elsewhere while people talk, and wherever that is ended, they are answered as before. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RebuildTest {
    private static final List<String> POINTS =
            List.of("rebuild.round", "rebuild.compared", "rebuild.taken", "rebuild.switched");
    private static final int TOLD = 40;
    private static final String SISTER = "Where does my sister live?";

    @Test
    void theIndexIsBuiltAnewWhileClaraServes() {
        try (Clara clara = Clara.fresh()) {
            told(clara);
            try (Served door = Served.start(clara)) {
                String key = door.key("desk");
                door.answer(key, Served.asks("witness", "My brother Otto lives in Ghent."));
                Outcome done = clara.run("memory", "reindex").ended(0);
                assertThat(done.out())
                        .containsPattern("messages +" + (TOLD + 3) + " +" + (TOLD + 3))
                        .containsPattern("found of \\d\\d asked for +\\d\\d +\\d\\d")
                        .contains("The transcript has " + (TOLD + 3) + " messages");
                assertThat(done.err()).contains("The new index is in use");
                assertThat(door.answer(key, Served.asks("witness", "Where does my brother live?")))
                        .contains("Ghent");
                door.answer(key, Served.asks("witness", "My uncle Ivo lives in Turku."));
                assertThat(door.answer(key, Served.asks("witness", "Where does my uncle live?")))
                        .contains("Turku");
                clara.run("memory", "reindex", "now").refused(2, "takes no more words");
            }
            assertThat(folders(clara)).containsExactly("2");
            assertThat(asked(clara, SISTER)).contains("Graz");
            assertThat(asked(clara, SISTER, "--as", "kim")).contains("Linz").doesNotContain("Graz");
        }
    }

    @Test
    void endedAnywhereTheIndexAnswersAtTheNextStart() {
        try (Clara clara = Clara.fresh()) {
            told(clara);
            diesEverywhere(clara, () -> folders(clara).size() - 1);
        }
    }

    @Test
    void inPgVectorToo() {
        try (var server = PgVectorServer.durable();
                Clara clara = Clara.fresh()) {
            server.sql("postgres", "create database clara");
            clara.with("DATABASE_URL", server.url("clara")).with("ROOK_DATABASE_URL", server.url("clara"));
            told(clara);
            Outcome done = clara.run("memory", "reindex").ended(0);
            assertThat(done.out()).containsPattern("messages +" + (TOLD + 2) + " +" + (TOLD + 2));
            assertThat(done.err()).contains("The new pgvector is in use");
            assertThat(clara.run("migrate", "status", "--db", "vectors")
                            .ended(0)
                            .out())
                    .doesNotContain("pending");
            diesEverywhere(
                    clara,
                    () -> Integer.parseInt(
                            server.sql("clara", "select count(*) from pg_namespace where nspname like 'rook\\__%'")));
        }
    }

    @Test
    void inAFakeQdrantToo() {
        try (var fake = FakeQdrant.start();
                Clara clara = Clara.fresh()) {
            clara.with("QDRANT_URL", fake.url());
            told(clara);
            Outcome done = clara.run("memory", "reindex").ended(0);
            assertThat(done.out()).containsPattern("messages +" + (TOLD + 2) + " +" + (TOLD + 2));
            assertThat(done.err()).contains("The new Qdrant is in use");
            assertThat(fake.collections()).containsExactly("clara-2");
            diesEverywhere(clara, () -> fake.collections().size() - 1);
        }
    }

    private static void diesEverywhere(Clara clara, Supplier<Integer> leftovers) {
        for (String point : POINTS) {
            try (Running dying = clara.start(List.of("-Dclara.fault=" + point), "memory", "reindex")) {
                dying.endInput();
                Outcome outcome = dying.await();
                assertThat(outcome.err()).as(point).contains("Failed at " + point + ".");
                assertThat(outcome.exit()).as(point).isEqualTo(137);
            }
            assertThat(asked(clara, SISTER)).as(point).contains("Graz");
            assertThat(asked(clara, SISTER, "--as", "kim"))
                    .as(point)
                    .contains("Linz")
                    .doesNotContain("Graz");
            assertThat(leftovers.get()).as("left after " + point).isZero();
        }
        assertThat(clara.run("memory", "reindex").ended(0).out()).containsPattern("The transcript has \\d\\d messages");
    }

    @Test
    void vectorsMoveIntoPgVector() {
        try (var server = PgVectorServer.start();
                var service = new EmbeddingServer(List.of(Set.of("sister")));
                Clara clara = Clara.fresh()) {
            server.sql("postgres", "create database vectors");
            String url = server.url("vectors");
            told(service.settingsOf(clara, "a"));
            // It ends when everything has its vector.
            clara.run("memory", "reindex").ended(0);
            int embedded = service.asked("a").size();
            assertThat(embedded).isGreaterThan(TOLD);
            clara.run("move", "vectors").refused(2, "./clara move vectors --to");
            clara.run("move", "vectors", "--to", "nowhere").refused(2, "--to");
            clara.run("move", "vectors", "--to", "postgres://x@127.0.0.1:1/x")
                    .ended(1)
                    .showsNoInsides();
            Outcome look =
                    clara.run("move", "vectors", "--to", url, "--dry-run").ended(0);
            assertThat(look.err()).contains("Nothing was changed");
            assertThat(server.sql("vectors", "select count(*) from pg_namespace where nspname = 'rook'"))
                    .isEqualTo("0");

            try (Running dying = clara.start(List.of("-Dclara.fault=rebuild.round"), "move", "vectors", "--to", url)) {
                dying.endInput();
                assertThat(dying.await().exit()).isEqualTo(137);
            }
            assertThat(Integer.parseInt(server.sql("vectors", "select count(*) from rook.filed")))
                    .isPositive();
            Outcome done = clara.run("move", "vectors", "--to", url).ended(0);
            assertThat(done.out()).containsPattern("messages +" + (TOLD + 2) + " +" + (TOLD + 2));
            assertThat(done.out()).containsPattern("checksum +([0-9a-f]{12}) +\\1\\n");
            assertThat(done.err()).contains("ROOK_DATABASE_URL", "the index stays as it is");
            assertThat(folders(clara)).containsExactly("2");
            assertThat(service.asked("a")).as("nothing is embedded twice").hasSize(embedded);

            String known = clara.run("memory", "search", SISTER).ended(0).out();
            clara.with("ROOK_DATABASE_URL", url);
            clara.run("move", "vectors", "--to", url).refused(1, "lies there already");
            assertThat(clara.run("memory", "search", SISTER).ended(0).out()).isEqualTo(known);
            assertThat(asked(clara, SISTER, "--as", "kim")).contains("Linz").doesNotContain("Graz");
        }
    }

    @Test
    void vectorsMoveIntoAFakeQdrant() {
        try (var fake = FakeQdrant.start().asking("sesame");
                var service = new EmbeddingServer(List.of(Set.of("sister")));
                Clara clara = Clara.fresh()) {
            told(service.settingsOf(clara, "a"));
            clara.run("memory", "reindex").ended(0);
            int embedded = service.asked("a").size();
            assertThat(embedded).isGreaterThan(TOLD);
            clara.run("move", "vectors", "--to", fake.url()).refused(1, "refuses the key; set QDRANT_API_KEY");
            clara.run("move", "vectors", "--to", "http://127.0.0.1:6333").refused(2, "speaks gRPC");
            clara.run("move", "vectors", "--to", "http://127.0.0.1:1").refused(1, "cannot be reached");
            clara.with("QDRANT_API_KEY", "sesame");
            Outcome look = clara.run("move", "vectors", "--to", fake.url(), "--dry-run")
                    .ended(0);
            assertThat(look.err()).contains("Nothing was changed");
            assertThat(fake.collections()).isEmpty();

            try (Running dying =
                    clara.start(List.of("-Dclara.fault=rebuild.round"), "move", "vectors", "--to", fake.url())) {
                dying.endInput();
                assertThat(dying.await().exit()).isEqualTo(137);
            }
            assertThat(fake.payloads("clara")).isNotEmpty();
            Outcome done = clara.run("move", "vectors", "--to", fake.url()).ended(0);
            assertThat(done.out()).containsPattern("messages +" + (TOLD + 2) + " +" + (TOLD + 2));
            assertThat(done.out()).containsPattern("checksum +([0-9a-f]{12}) +\\1\\n");
            assertThat(done.err())
                    .contains("QDRANT_URL", "the index stays as it is")
                    .doesNotContain("sesame");
            assertThat(service.asked("a")).as("nothing is embedded twice").hasSize(embedded);

            String known = clara.run("memory", "search", SISTER).ended(0).out();
            clara.with("QDRANT_URL", fake.url());
            clara.run("move", "vectors", "--to", fake.url()).refused(1, "lies there already");
            assertThat(clara.run("memory", "search", SISTER).ended(0).out()).isEqualTo(known);
            assertThat(asked(clara, SISTER, "--as", "kim")).contains("Linz").doesNotContain("Graz");
        }
    }

    private static void told(Clara clara) {
        var lines = new ArrayList<String>();
        lines.add("My sister lives in Graz.");
        for (int i = 0; i < TOLD; i++) {
            lines.add("Drawer " + i + " of my desk holds stamps of series " + (i * 17 + 5) + ".");
        }
        clara.pipe(lines, "chat").ended(0);
        clara.pipe(List.of("My sister lives in Linz."), "chat", "--as", "kim").ended(0);
    }

    private static List<String> folders(Clara clara) {
        try (Stream<java.nio.file.Path> folders = Files.list(clara.home().resolve("index"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String asked(Clara clara, String question, String... as) {
        var words = new ArrayList<String>();
        words.add("chat");
        words.addAll(List.of(as));
        return clara.pipe(List.of(question), words.toArray(String[]::new))
                .ended(0)
                .out();
    }
}
