package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.recall.House;
import ai.clara.memory.recall.Told;
import ai.clara.memory.store.pgvector.Exact;
import ai.clara.memory.store.qdrant.Guards;
import ai.clara.spi.memory.Evidence;
import ai.clara.testkit.postgres.PgVectorServer;
import ai.clara.testkit.qdrant.FakeQdrant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever memory searches, the same messages come in the same order; of Qdrant a fake is asked, which compares one by one. */
@Tag("slow")
final class StoresAgreeTest {
    private static final int SPEAKERS = 12;
    private static final int SAID_EACH = 60;
    private static final int ASKED = 100;
    private static final int TOP = 10;
    private static final int LOOKS_MAX = 1_000;

    @TempDir
    private Path homes;

    @Test
    void theSameTenInTheSameOrder() throws Exception {
        var told = new Told();
        var draw = new Draw("agree", 1);
        var people = new ArrayList<Draw.Person>();
        for (int i = 0; i < SPEAKERS; i++) {
            people.add(draw.person());
        }
        var room = draw.room("square");
        for (int i = 0; i < SPEAKERS * SAID_EACH; i++) {
            Draw.Person person = people.get(i % SPEAKERS);
            Favourites one = draw.of(Favourites.ALL);
            String text = one.told(draw, draw.of(one.values())) + " " + draw.city();
            told.tell(
                    i % 3 == 0 ? room : person.direct(), person.id(), person.name(), draw.at(draw.day(), person), text);
        }
        try (var server = PgVectorServer.start();
                var fake = FakeQdrant.start()) {
            server.sql("postgres", "create database agree", "create database listed", "create database walked");
            try (var index = new LuceneMemory(Files.createDirectory(homes.resolve("index")), told, House.cheap());
                    var tables = new PgVectorMemory(
                            Files.createDirectory(homes.resolve("tables")), server.url("agree"), told, House.cheap());
                    var listed = new PgVectorMemory(
                            Files.createDirectory(homes.resolve("listed")),
                            server.url("listed"),
                            told,
                            House.cheap().andThen(Exact.choosing()));
                    var walked = new PgVectorMemory(
                            Files.createDirectory(homes.resolve("walked")),
                            server.url("walked"),
                            told,
                            House.cheap().andThen(Exact.walking()));
                    var points = new QdrantMemory(
                            Files.createDirectory(homes.resolve("points")),
                            Map.of("QDRANT_URL", fake.url(), "QDRANT_COLLECTION", "points"),
                            told,
                            House.cheap());
                    var chosen = new QdrantMemory(
                            Files.createDirectory(homes.resolve("chosen")),
                            Map.of("QDRANT_URL", fake.url(), "QDRANT_COLLECTION", "chosen"),
                            told,
                            House.cheap().andThen(Guards.choosing()))) {
                index.followed();
                tables.followed();
                listed.followed();
                walked.followed();
                graphed(server);
                points.followed();
                chosen.followed();
                int given = 0;
                for (int i = 0; i < ASKED; i++) {
                    Draw.Person person = draw.of(people);
                    String question = draw.of(Favourites.ALL).asked(draw) + " In " + draw.city() + "?";
                    var viewer = i % 2 == 0 ? person.viewer() : person.in(room);
                    List<Evidence> found = index.recall(viewer, question, EvidenceContract.ASKED, TOP)
                            .evidence();
                    for (MemoryUnderTest memory : List.of(tables, listed, walked, points, chosen)) {
                        assertThat(refs(memory.recall(viewer, question, EvidenceContract.ASKED, TOP)
                                        .evidence()))
                                .as(question)
                                .isEqualTo(refs(found));
                    }
                    given += found.size();
                }
                assertThat(given).isGreaterThan(ASKED * TOP / 2);
            }
        }
    }

    /** Waits for the graph. */
    private static void graphed(PgVectorServer server) {
        String graphs = "select count(*) from pg_indexes where indexname like 'vectors_near_%'";
        for (int i = 0; i < LOOKS_MAX && server.sql("walked", graphs).equals("0"); i++) {
            Thread.onSpinWait();
        }
        assertThat(server.sql("walked", graphs)).isEqualTo("1");
        assertThat(server.sql("listed", graphs)).isEqualTo("0");
    }

    private static List<Object> refs(List<Evidence> evidence) {
        return evidence.stream().<Object>map(Evidence::message).toList();
    }
}
