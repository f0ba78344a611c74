package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.contract.Draw.Person;
import ai.clara.memory.recall.House;
import ai.clara.memory.recall.Told;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.pgvector.Exact;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModel.Purpose;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.testkit.postgres.PgVectorServer;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The graph of a PostgreSQL with pgvector holds what is said over and over once for each audience, and all of it is found. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VectorGraphTest {
    private static final int SAID_EACH = 120;
    private static final int SAYINGS = 6;
    /** More than were told. */
    private static final VectorStore.Depth ALL = new VectorStore.Depth(1_000, 1_000, false);

    private static final int LOOKS_MAX = 1_000;
    private static final Project SECRET = new Project("secret");
    private static final String LEADING = "select count(*) from rook.vectors where behind is null";
    private static final String SAYINGS_KEPT =
            "select count(*) from (select distinct audience_key, project, vector from rook.vectors) told";

    @TempDir
    private static Path homes;

    private final Draw draw = new Draw("graph", 1);
    private final Person ana = draw.person();
    private final Person bob = draw.person();
    private final Audience.Room room = draw.room("square");
    private final Told told = new Told();
    private final List<String> sayings = new ArrayList<>();
    private PgVectorServer server;

    @BeforeAll
    void tell() throws Exception {
        server = PgVectorServer.start();
        for (int i = 0; i < SAYINGS; i++) {
            Favourites one = draw.of(Favourites.ALL);
            sayings.add(one.told(draw, draw.of(one.values())) + " " + draw.city());
        }
        for (int i = 0; i < SAID_EACH; i++) {
            for (Person person : List.of(ana, bob)) {
                for (Audience where : List.of(person.direct(), room)) {
                    told.tell(
                            where,
                            i % 3 == 0 ? SECRET : Project.DEFAULT,
                            person.id(),
                            person.name(),
                            draw.at(draw.day(), person),
                            draw.of(sayings));
                }
            }
        }
        server.sql("postgres", "create database told");
        try (House house = house("told", Exact.walking())) {
            assertThat(house.allIndexed()).isTrue();
            graphed("told");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private House house(String database, Consumer<ApplicationContext> wiring) throws Exception {
        return new House(
                Files.createTempDirectory(homes, database),
                Map.of("ROOK_DATABASE_URL", server.url(database)),
                told,
                House.cheap().andThen(wiring));
    }

    private String copy(String name) {
        server.sql("postgres", "create database " + name + " template told");
        return name;
    }

    private void graphed(String database) {
        String made = "select count(*) from pg_class where relname like 'vectors\\_near%'";
        await(database, made, "1");
    }

    private void await(String database, String count, String expected) {
        for (int i = 0; i < LOOKS_MAX && !server.sql(database, count).equals(expected); i++) {
            Thread.onSpinWait();
        }
        assertThat(server.sql(database, count)).as(count).isEqualTo(expected);
    }

    @Test
    void holdsEachOnceForAnAudience() {
        int kept = Integer.parseInt(server.sql("told", SAYINGS_KEPT));
        assertThat(kept).isGreaterThan(2 * SAYINGS).isLessThan(SAID_EACH);
        assertThat(server.sql("told", LEADING)).isEqualTo(Integer.toString(kept));
        assertThat(server.sql("told", "select count(*) from rook.vectors")).isEqualTo(Integer.toString(4 * SAID_EACH));
    }

    @Test
    void findsWhatMeasuringEachFinds() throws Exception {
        List<Set<MessageRef>> exact = asked(copy("each"), Exact.measuringAll());
        String walked = copy("walked");
        assertThat(exact.stream().mapToInt(Set::size).sum()).isGreaterThan(SAYINGS * SAID_EACH);
        assertThat(asked(walked, Exact.walking())).isEqualTo(exact);
        server.sql(walked, "update rook.vectors set behind = message_id");
        assertThat(asked(walked, Exact.walking()))
                .as("nobody in front, so only own words elsewhere, which are compared")
                .isNotEqualTo(exact);
    }

    /** With the one that stands in the graph its equals would be lost to a walk if none came forward. */
    @Test
    void whenOneIsForgottenTheNextComesForward() throws Exception {
        String name = copy("forgotten");
        String lost = copy("lost");
        server.sql(lost, "alter table rook.vectors drop constraint vectors_behind_fkey");
        String front =
                "delete from rook.filed where message_id in (select message_id from rook.vectors where behind is null)";
        for (int i = 0; i < 3; i++) {
            server.sql(name, front);
            server.sql(lost, front);
        }
        assertThat(Integer.parseInt(server.sql(name, LEADING)))
                .isPositive()
                .isGreaterThanOrEqualTo(Integer.parseInt(server.sql(name, SAYINGS_KEPT)));
        assertThat(server.sql(lost, LEADING)).isEqualTo("0");
        List<Set<MessageRef>> exact = asked(name, Exact.measuringAll());
        assertThat(asked(name, Exact.walking())).isEqualTo(exact);
        assertThat(asked(lost, Exact.walking())).as("nobody came forward").isNotEqualTo(exact);
    }

    /** What is found by vectors alone, for each who asks. */
    private List<Set<MessageRef>> asked(String database, Consumer<ApplicationContext> wiring) throws Exception {
        var found = new ArrayList<Set<MessageRef>>();
        try (House house = house(database, wiring)) {
            EmbeddingModel embedder = house.bean(EmbeddingModel.class);
            for (String saying : sayings) {
                float[] vector = embedder.embed(List.of(saying), Purpose.QUERY).getFirst();
                var wanted = new Wanted(Set.of(), embedder.id(), Optional.of(vector), Map.of());
                for (Viewer viewer : List.of(ana.viewer(), bob.viewer(), bob.in(room))) {
                    for (Optional<Project> project :
                            List.of(Optional.<Project>empty(), Optional.of(Project.DEFAULT), Optional.of(SECRET))) {
                        var reach = new Reach(viewer.readKeys(), viewer.ownWordsOf(), project);
                        found.add(
                                house
                                        .bean(VectorStore.class)
                                        .find(viewer, reach, wanted, ALL, (_, _) -> List.of())
                                        .found()
                                        .stream()
                                        .map(each -> each.marks().message())
                                        .collect(Collectors.toSet()));
                    }
                }
            }
        }
        return found;
    }
}
