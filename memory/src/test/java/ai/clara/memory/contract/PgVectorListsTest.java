package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.memory.contract.Draw.Person;
import ai.clara.memory.recall.House;
import ai.clara.memory.recall.Told;
import ai.clara.memory.store.Found;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.Words;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By its lists of terms and of sketches a PostgreSQL with pgvector finds what measuring each message finds, and tells nobody more. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PgVectorListsTest {
    private static final int SAID_EACH = 60;
    private static final int ASKED = 40;
    private static final int LOOKS_MAX = 1_000;
    /** More than were told. */
    private static final VectorStore.Depth ALL = new VectorStore.Depth(10_000, 10_000, false);

    private static final VectorStore.Depth FEW = new VectorStore.Depth(5, 5, false);

    private static final Project SECRET = new Project("secret");
    private static final String TERMS = "select count(*) from rook.terms";

    @TempDir
    private static Path homes;

    private final Draw draw = new Draw("listed", 1);
    private final Person ana = draw.person();
    private final Person bob = draw.person();
    private final Audience.Room room = draw.room("square");
    private final Told told = new Told();
    private PgVectorServer server;

    @BeforeAll
    void tell() throws Exception {
        server = PgVectorServer.start();
        for (int i = 0; i < SAID_EACH; i++) {
            for (Person person : List.of(ana, bob)) {
                for (Audience where : List.of(person.direct(), room)) {
                    tell(where, i % 3 == 0 ? SECRET : Project.DEFAULT, person);
                }
            }
        }
        server.sql("postgres", "create database told");
        try (House house = house("told", Exact.choosing())) {
            assertThat(house.allIndexed()).isTrue();
        }
    }

    private MessageRef tell(Audience where, Project project, Person person) {
        Favourites one = draw.of(Favourites.ALL);
        String text = one.told(draw, draw.of(one.values())) + " " + draw.city();
        return told.tell(where, project, person.id(), person.name(), draw.at(draw.day(), person), text);
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

    @Test
    void findsByWordsWhatMeasuringEachFinds() throws Exception {
        findsTheSame("words", "terms", true);
    }

    @Test
    void findsByVectorsWhatMeasuringEachFinds() throws Exception {
        findsTheSame("vectors", "sketches", false);
    }

    private void findsTheSame(String database, String list, boolean byWords) throws Exception {
        String name = copy(database);
        List<Map<MessageRef, Long>> exact = asked(name, Exact.measuringAll(), byWords, ALL);
        assertThat(exact.stream().mapToInt(Map::size).sum()).isGreaterThan(ASKED * SAID_EACH);
        assertThat(asked(name, Exact.choosing(), byWords, ALL)).isEqualTo(exact);
        server.sql(name, "delete from rook." + list);
        assertThat(asked(name, Exact.choosing(), byWords, ALL))
                .as("without the list")
                .allMatch(Map::isEmpty);
    }

    /** Of what somebody may read, a third and more is left out by its sketches; what is nearest is not. */
    @Test
    void theNearestAreNearBySketch() throws Exception {
        String name = copy("near");
        List<Map<MessageRef, Long>> exact = asked(name, Exact.measuringAll(), false, FEW);
        long nearest = exact.stream().mapToInt(Map::size).sum();
        assertThat(nearest).isGreaterThan(ASKED * FEW.each());
        assertThat(asNear(asked(name, Exact.choosing(), false, FEW), exact)).isGreaterThan(nearest * 98 / 100);
        server.sql(name, "update rook.sketches set sketch = ~sketch");
        assertThat(asNear(asked(name, Exact.choosing(), false, FEW), exact))
                .as("by the contrary")
                .isLessThan(nearest * 9 / 10);
    }

    /** How many are as near as the last of the nearest. */
    private static long asNear(List<Map<MessageRef, Long>> found, List<Map<MessageRef, Long>> nearest) {
        return IntStream.range(0, nearest.size())
                .mapToLong(i -> {
                    long last = nearest.get(i).values().stream()
                            .mapToLong(each -> each)
                            .min()
                            .orElse(Long.MAX_VALUE);
                    return found.get(i).values().stream()
                            .filter(each -> each >= last)
                            .count();
                })
                .sum();
    }

    /** What is found by words or by vectors alone, with its weight. */
    private List<Map<MessageRef, Long>> asked(
            String database, Consumer<ApplicationContext> wiring, boolean byWords, VectorStore.Depth depth)
            throws Exception {
        var questions = new Draw("questions", 1);
        var found = new ArrayList<Map<MessageRef, Long>>();
        try (House house = house(database, wiring)) {
            for (int i = 0; i < ASKED; i++) {
                Favourites one = questions.of(Favourites.ALL);
                Wanted wanted = wanted(house, one.asked(questions) + " " + questions.city(), byWords);
                for (Viewer viewer : List.of(ana.viewer(), bob.viewer(), bob.in(room))) {
                    for (Optional<Project> project :
                            List.of(Optional.<Project>empty(), Optional.of(Project.DEFAULT), Optional.of(SECRET))) {
                        var reach = new Reach(viewer.readKeys(), viewer.ownWordsOf(), project);
                        found.add(house
                                .bean(VectorStore.class)
                                .find(viewer, reach, wanted, depth, (_, _) -> List.of())
                                .found()
                                .stream()
                                .collect(Collectors.toMap(
                                        each -> each.marks().message(), each -> millionths(each, byWords))));
                    }
                }
            }
        }
        return found;
    }

    private static Wanted wanted(House house, String question, boolean byWords) {
        if (byWords) {
            return new Wanted(house.bean(Words.class).telling(question), "", Optional.empty(), Map.of());
        }
        EmbeddingModel model = house.bean(EmbeddingModel.class);
        float[] vector = model.embed(List.of(question), Purpose.QUERY).getFirst();
        return new Wanted(Set.of(), model.id(), Optional.of(vector), Map.of());
    }

    private static long millionths(Found found, boolean byWords) {
        return Math.round((byWords ? found.words() : found.nearness()) * 1_000_000);
    }

    /** A term's square summed is the inner product of a text with itself. */
    @Test
    void holdsTheWeightsOfEachMessage() {
        assertThat(Integer.parseInt(server.sql("told", TERMS))).isGreaterThan(4 * SAID_EACH);
        for (String weight : List.of("words", "around")) {
            assertThat(server.sql(
                            "told",
                            "set search_path = rook, public",
                            "select count(*) from passages p where abs(-(p." + weight + " <#> p." + weight
                                    + ") - (select sum(t." + weight + " ^ 2) from terms t"
                                    + " where t.message_id = p.message_id)) < 0.0001"))
                    .as(weight)
                    .isEqualTo(server.sql("told", "select count(*) from rook.passages"));
        }
    }

    @Test
    void holdsTheSketchOfEachVector() {
        assertThat(server.sql(
                        "told",
                        "set search_path = rook, public",
                        "select count(*) from vectors v join sketches s using (message_id, embedder)"
                                + " join centred using (embedder) where s.sketch = sketch_of(v.vector, centre) and s.voice ="
                                + " (select voice from filed f where f.message_id = v.message_id)"))
                .isEqualTo(String.valueOf(4 * SAID_EACH));
    }

    /** Whoever looks without the first wall sees the rows of what they may know; without the second one, all. */
    @ParameterizedTest
    @ValueSource(strings = {"terms", "sketches"})
    void rowLevelSecurityShowsOnlyWhatMayBeKnown(String list) {
        String name = copy("walled_" + list);
        String rows = "select count(*) from rook." + list;
        String all = server.sql(name, rows);
        for (Viewer viewer : List.of(ana.viewer(), bob.viewer(), ana.in(room))) {
            String permitted = server.sql(
                    name,
                    rows + " join rook.passages using (message_id) where audience_key in ('"
                            + String.join("', '", viewer.readKeys()) + "')"
                            + viewer.ownWordsOf()
                                    .map(person -> " or author_id = '" + person.value() + "'")
                                    .orElse(""));
            assertThat(Integer.parseInt(permitted)).isPositive().isLessThan(Integer.parseInt(all));
            assertThat(seen(name, viewer, rows)).isEqualTo(permitted);
        }
        server.sql(name, "alter table rook." + list + " disable row level security");
        assertThat(seen(name, ana.viewer(), rows)).isEqualTo(all);
    }

    /** Who speaks where is known to those who may know what is said there. */
    @Test
    void rowLevelSecurityHidesWhoSpeaksElsewhere() {
        String name = copy("heard");
        String heard = "select count(*) from rook.heard";
        assertThat(seen(name, ana.viewer(), heard))
                .as("alone and in the room, in two projects")
                .isEqualTo("4");
        assertThat(seen(name, bob.in(room), heard)).isEqualTo("4");
        server.sql(name, "alter table rook.heard disable row level security");
        assertThat(seen(name, ana.viewer(), heard)).isEqualTo("8");
    }

    @ParameterizedTest
    @CsvSource({"terms, 'message_id, 1, voice, 1, 1'", "sketches, 'message_id, 1, voice, 1::bit'"})
    void rowLevelSecurityLetsNobodyWriteForOthers(String list, String row) {
        String name = copy("written_" + list);
        String voice = server.sql(
                name,
                "select voice from rook.heard where audience_key = '"
                        + bob.direct().key() + "' limit 1");
        String one =
                "insert into rook." + list + " select " + row + " from rook.filed where voice = " + voice + " limit 1";
        server.sql(name, "delete from rook." + list);
        assertThatThrownBy(() -> seen(name, ana.viewer(), one))
                .hasMessageContaining("row-level security policy for table \"" + list + "\"");
        assertThat(seen(name, bob.viewer(), one)).isEmpty();
        server.sql(name, "delete from rook." + list, "alter table rook." + list + " disable row level security");
        assertThat(seen(name, ana.viewer(), one)).isEmpty();
    }

    /** What the program's role gets that acts for a viewer. */
    private String seen(String database, Viewer viewer, String statement) {
        String keys = String.join("' || E'\\x1f' || '", viewer.readKeys());
        return server.sql(
                database,
                "set role clara_app",
                "set search_path = rook, public",
                "do $$ begin perform set_config('clara.audiences', '" + keys
                        + "', false), set_config('clara.own_words_of', '"
                        + viewer.ownWordsOf()
                                .map(person -> person.value().toString())
                                .orElse("") + "', false); end $$",
                statement);
    }

    /** With the last message of a person somewhere goes that they ever spoke there. */
    @Test
    void forgetsWhoSaysNothingThereAnyMore() throws Exception {
        String name = copy("forgotten");
        var project = new Project("divorce");
        String heard = "select count(*) from rook.heard where project = 'divorce'";
        String listed = "select count(*) from rook.terms where voice not in (select voice from rook.heard)";
        String voices = "select count(*) from rook.voices";
        try (House house = house(name, Exact.choosing())) {
            String before = server.sql(name, voices);
            List<MessageRef> both = Stream.generate(() -> tell(ana.direct(), project, ana))
                    .limit(2)
                    .toList();
            assertThat(house.allIndexed()).isTrue();
            assertThat(server.sql(name, heard)).isEqualTo("1");
            erased(name, both.getFirst());
            assertThat(server.sql(name, heard))
                    .as("she said something else there")
                    .isEqualTo("1");
            erased(name, both.getLast());
            assertThat(server.sql(name, heard)).isEqualTo("0");
            assertThat(server.sql(name, voices)).isEqualTo(before);
            assertThat(server.sql(name, listed)).isEqualTo("0");
            assertThat(server.sql(name, listed.replace("terms", "sketches"))).isEqualTo("0");
        }
    }

    private void erased(String database, MessageRef message) {
        told.erase(ana.viewer(), message);
        String held = "select count(*) from rook.filed where message_id = '" + message.value() + "'";
        for (int i = 0; i < LOOKS_MAX && !server.sql(database, held).equals("0"); i++) {
            Thread.onSpinWait();
        }
        assertThat(server.sql(database, held)).isEqualTo("0");
    }
}
