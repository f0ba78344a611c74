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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** By its list of terms a PostgreSQL with pgvector finds what measuring each message finds, and tells nobody more. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TermListTest {
    private static final int SAID_EACH = 60;
    private static final int ASKED = 40;
    private static final int LOOKS_MAX = 1_000;
    /** More than were told. */
    private static final VectorStore.Depth ALL = new VectorStore.Depth(10_000, 10_000, false);

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
    void findsWhatMeasuringEachFinds() throws Exception {
        String name = copy("same");
        List<Map<MessageRef, Long>> exact = asked(name, Exact.measuringAll());
        assertThat(exact.stream().mapToInt(Map::size).sum()).isGreaterThan(ASKED * SAID_EACH);
        assertThat(asked(name, Exact.choosing())).isEqualTo(exact);
        server.sql(name, "delete from rook.terms");
        assertThat(asked(name, Exact.choosing())).as("without the list").allMatch(Map::isEmpty);
    }

    /** What is found by words alone, with its weight. */
    private List<Map<MessageRef, Long>> asked(String database, Consumer<ApplicationContext> wiring) throws Exception {
        var questions = new Draw("questions", 1);
        var found = new ArrayList<Map<MessageRef, Long>>();
        try (House house = house(database, wiring)) {
            for (int i = 0; i < ASKED; i++) {
                Favourites one = questions.of(Favourites.ALL);
                Set<String> terms = house.bean(Words.class).telling(one.asked(questions) + " " + questions.city());
                var wanted = new Wanted(terms, "", Optional.empty(), Map.of());
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
                                        .collect(Collectors.toMap(
                                                each -> each.marks().message(), TermListTest::millionths)));
                    }
                }
            }
        }
        return found;
    }

    private static long millionths(Found found) {
        return Math.round(found.words() * 1_000_000);
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

    /** Whoever looks without the first wall sees the terms of what they may know; without the second one, all. */
    @Test
    void rowLevelSecurityShowsOnlyWhatMayBeKnown() {
        String name = copy("walled");
        String all = server.sql(name, TERMS);
        for (Viewer viewer : List.of(ana.viewer(), bob.viewer(), ana.in(room))) {
            String permitted = server.sql(
                    name,
                    TERMS + " join rook.passages using (message_id) where audience_key in ('"
                            + String.join("', '", viewer.readKeys()) + "')"
                            + viewer.ownWordsOf()
                                    .map(person -> " or author_id = '" + person.value() + "'")
                                    .orElse(""));
            assertThat(Integer.parseInt(permitted)).isPositive().isLessThan(Integer.parseInt(all));
            assertThat(seen(name, viewer, TERMS)).isEqualTo(permitted);
        }
        server.sql(name, "alter table rook.terms disable row level security");
        assertThat(seen(name, ana.viewer(), TERMS)).isEqualTo(all);
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

    @Test
    void rowLevelSecurityLetsNobodyWriteForOthers() {
        String name = copy("written");
        String voice = server.sql(
                name,
                "select voice from rook.heard where audience_key = '"
                        + bob.direct().key() + "' limit 1");
        String one = "insert into rook.terms select message_id, 1, voice, 1, 1 from rook.filed where voice = " + voice
                + " limit 1";
        assertThatThrownBy(() -> seen(name, ana.viewer(), one))
                .hasMessageContaining("row-level security policy for table \"terms\"");
        assertThat(seen(name, bob.viewer(), one)).isEmpty();
        server.sql(name, "alter table rook.terms disable row level security");
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
