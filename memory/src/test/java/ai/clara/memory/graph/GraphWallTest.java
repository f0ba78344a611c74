package ai.clara.memory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.recall.House;
import ai.clara.memory.recall.SecondWall;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was told in one audience leads nobody else to a message or to a name. */
@Tag("slow")
final class GraphWallTest {
    private static final ZonedDateTime DAY =
            LocalDate.of(2025, 5, 1).atTime(9, 0).atZone(ZoneOffset.UTC);
    private static final ZonedDateTime LATER = DAY.plusMonths(3);
    private static final Audience.Room ROOM = new Audience.Room("test", "kitchen", 0);
    private static final Audience.Room WIDER = new Audience.Room("test", "kitchen", 1);
    private static final PersonId MIA = new PersonId(new UUID(8, 1));
    private static final PersonId BEN = new PersonId(new UUID(8, 2));
    private static final String SISTER = "Where does my sister work?";

    private GraphHome home = new GraphHome();

    @BeforeEach
    void tell() {
        tell(home);
    }

    private static void tell(GraphHome home) {
        says(home, MIA, "My sister is called Xanthippe.");
        says(home, MIA, "Xanthippe got the night shift at the hospital.");
        says(home, BEN, "My sister is called Yolanthe.");
        says(home, BEN, "Yolanthe works at the mill.");
        home.ledger().tell(ROOM, MIA, "Mia", DAY, "My cousin is called Zenobia.");
        home.ledger().tell(ROOM, BEN, "Ben", DAY, "My aunt is called Wilhelmina.");
        home.ledger().tell(ROOM, BEN, "Ben", DAY, "Zenobia breeds alpacas.");
        home.read();
    }

    private static MessageRef says(GraphHome home, PersonId person, String text) {
        return home.ledger().tell(new Audience.OnePerson(person), person, "Somebody", DAY, text);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void nobodyIsLedToWhatOthersTold() {
        assertThat(texts(told(Viewer.direct(MIA), SISTER)))
                .containsExactlyInAnyOrder(
                        "My sister is called Xanthippe.", "Xanthippe got the night shift at the hospital.");
        assertThat(texts(told(Viewer.direct(BEN), SISTER)))
                .containsExactlyInAnyOrder("My sister is called Yolanthe.", "Yolanthe works at the mill.");
        for (Viewer viewer : List.of(Viewer.inRoom(MIA, ROOM), Viewer.inRoom(MIA, WIDER), Viewer.inRoom(BEN, WIDER))) {
            assertThat(told(viewer, SISTER)).isEmpty();
        }
        assertThat(told(Viewer.direct(BEN), "What does Mia's cousin breed?")).isEmpty();
        assertThat(leaks()).isEmpty();
    }

    /** One's own words from rooms may be used in one's direct messages, and nobody else's. */
    @Test
    void ownWordsFromARoomLeadInDirectMessages() {
        assertThat(texts(told(Viewer.direct(MIA), "What does my cousin breed?")))
                .containsExactly("My cousin is called Zenobia.");
        assertThat(texts(told(Viewer.inRoom(MIA, ROOM), "What does my cousin breed?")))
                .containsExactlyInAnyOrder("My cousin is called Zenobia.", "Zenobia breeds alpacas.");
        assertThat(told(Viewer.inRoom(MIA, WIDER), "What does my cousin breed?"))
                .as("a wider room does not widen its past")
                .isEmpty();
    }

    /** What was told in one project leads nowhere in another; what was told in none, everywhere. */
    @Test
    void aProjectKeepsWhatItTells() {
        PersonId ida = new PersonId(new UUID(8, 3));
        MessageRef naming = says(home, ida, "My sister is called Ottilie.");
        says(home, ida, "Ottilie works at the bakery.");
        home.change("update messages set project = 'garden' where id = '" + naming.value() + "'");
        home.read();
        Viewer viewer = Viewer.direct(ida);
        assertThat(texts(told(new Scope(viewer, Optional.of(new Project("garden"))), SISTER)))
                .containsExactlyInAnyOrder("My sister is called Ottilie.", "Ottilie works at the bakery.");
        assertThat(texts(told(viewer, SISTER))).as("all projects").hasSize(2);
        for (Project other : List.of(Project.DEFAULT, new Project("attic"))) {
            assertThat(told(new Scope(viewer, Optional.of(other)), SISTER)).isEmpty();
        }
    }

    /** Rows that a viewer sees without any predicate: none but their own and those of the audience. */
    @Test
    void theSecondWallHoldsWithoutTheFirstAndItsProbeSeesWhenItDoesNot() {
        assertThat(probe(Viewer.direct(MIA))).isNotEmpty().noneMatch(row -> row.contains("yolanthe"));
        assertThat(probe(Viewer.inRoom(BEN, WIDER))).isEmpty();
        home.change("alter table graph_mentions disable row level security");
        home.change("alter table graph_relations disable row level security");
        assertThat(probe(Viewer.direct(MIA))).anyMatch(row -> row.contains("yolanthe"));
        assertThat(leaks()).as("the first wall alone").isEmpty();
    }

    private List<String> probe(Viewer viewer) {
        return home.bean(Db.class).as(viewer, connection -> {
            var rows = new ArrayList<String>();
            try (var query = connection.prepareStatement(
                            "select node from graph_mentions union all select from_node || ' ' || to_node from graph_relations");
                    var found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
            return rows;
        });
    }

    /** All that the store gives anybody whom it does not belong to. */
    private List<Object> leaks() {
        GraphStore store = home.bean(GraphStore.class);
        var leaks = new ArrayList<>();
        for (Viewer viewer : List.of(Viewer.direct(BEN), Viewer.inRoom(BEN, ROOM), Viewer.inRoom(MIA, ROOM))) {
            Set<Node> nodes = Set.of(Node.named("Xanthippe"), Node.named("hospital"));
            leaks.addAll(store.near(new Scope(viewer, Optional.empty()), nodes, Set.of(), 100));
            leaks.addAll(store.mentions(new Scope(viewer, Optional.empty()), nodes, 100));
        }
        return leaks;
    }

    /** A graph that leads to everything: the filter of the index stops it; without that, the transcript does and counts it. */
    @Test
    void behindALeakingGraphStandTheFilterAndTheTranscript() {
        assertThat(recalledByBen(home)).isEmpty();
        assertThat(home.bean(SecondWall.class).stopped())
                .as("the filter lets nothing through")
                .isZero();
        home.close();
        home = new GraphHome(House.withoutAudienceFilter());
        tell(home);
        assertThat(recalledByBen(home)).isEmpty();
        assertThat(home.bean(SecondWall.class).stopped()).isPositive();
        home.change("alter table messages disable row level security");
        assertThat(recalledByBen(home)).as("without both walls").isNotEmpty();
    }

    private static List<String> recalledByBen(GraphHome home) {
        home.change("alter table graph_mentions disable row level security");
        home.change("alter table graph_relations disable row level security");
        home.change("update graph_mentions set audience_key = 'person:" + BEN.value() + "'");
        home.change("update graph_relations set audience_key = 'person:" + BEN.value() + "'");
        home.change("update graph_relations set from_node = 'person:" + BEN.value() + "'");
        home.followed();
        return home.recall(Viewer.direct(BEN), SISTER, LATER, 10).stream()
                .map(message -> text(home, message))
                .filter(text -> text.contains("Xanthippe"))
                .toList();
    }

    private Map<MessageRef, Double> told(Viewer viewer, String question) {
        return told(new Scope(viewer, Optional.empty()), question);
    }

    private Map<MessageRef, Double> told(Scope scope, String question) {
        return home.bean(GraphRecall.class)
                .told(scope, question, Map.of("mia", MIA, "ben", BEN), Instant.MAX)
                .messages();
    }

    private List<String> texts(Map<MessageRef, Double> told) {
        return told.keySet().stream().map(message -> text(home, message)).toList();
    }

    private static String text(GraphHome home, MessageRef message) {
        return home.rows("select body from messages where id = '" + message.value() + "'")
                .getFirst();
    }
}
