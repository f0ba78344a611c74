package ai.clara.memory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Lexicon;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.Transcript;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The graph holds what the transcript tells now: no more, no less, however it came there. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GraphFollowingTest {
    private static final ZonedDateTime DAY =
            LocalDate.of(2025, 5, 1).atTime(9, 0).atZone(ZoneOffset.UTC);
    private static final Audience.Room ROOM = new Audience.Room("test", "kitchen", 0);

    private final GraphHome home = new GraphHome();
    private PersonId mia = new PersonId(new UUID(7, 1));
    private PersonId ben = new PersonId(new UUID(7, 2));

    @BeforeEach
    void strangers() {
        mia = new PersonId(UUID.randomUUID());
        ben = new PersonId(UUID.randomUUID());
    }

    @AfterAll
    void close() {
        home.close();
    }

    private MessageRef says(PersonId person, String text) {
        return home.ledger().tell(new Audience.OnePerson(person), person, "Mia", DAY, text);
    }

    private MessageRef saysInRoom(PersonId person, String text) {
        return home.ledger().tell(ROOM, person, "Mia", DAY, text);
    }

    @Test
    void forgottenWordsLeaveNothing() {
        MessageRef naming = says(mia, "My sister is called Xanthippe.");
        MessageRef job = says(mia, "Xanthippe works at the hospital.");
        home.read();
        assertThat(holding("xanthippe")).isNotEmpty();
        home.ledger().erase(Viewer.direct(mia), naming);
        assertThat(home.rows(of("graph_relations", naming)))
                .as("at once, without a look")
                .isEmpty();
        assertThat(home.rows(of("graph_relations", job))).isNotEmpty();
        home.ledger().erase(Viewer.direct(mia), job);
        assertThat(holding("xanthippe")).isEmpty();
        home.read();
        assertThat(holding("xanthippe")).isEmpty();
    }

    /** Row-level security hides a room's rows from whoever takes their own words back in their direct messages. */
    @Test
    void wordsFromRoomsAreForgottenFromDirectMessages() {
        MessageRef naming = saysInRoom(mia, "My sister is called Yolanthe.");
        home.read();
        assertThat(holding("yolanthe")).isNotEmpty();
        home.ledger().erase(Viewer.direct(mia), naming);
        assertThat(holding("yolanthe")).isEmpty();
    }

    /** The twin of the two before. */
    @Test
    void withoutTheTriggerForgottenWordsStay() {
        MessageRef naming = says(mia, "My sister is called Zenobia.");
        home.read();
        home.change("alter table messages disable trigger messages_reworded_graph");
        try {
            home.ledger().erase(Viewer.direct(mia), naming);
            assertThat(holding("zenobia")).isNotEmpty();
        } finally {
            home.change("alter table messages enable trigger messages_reworded_graph");
        }
        home.read();
        assertThat(holding("zenobia")).as("the next look finds it").isEmpty();
    }

    @Test
    void editedWordsTellWhatTheyTellNow() {
        MessageRef naming = says(mia, "My sister is called Ottoline.");
        says(mia, "It rained.");
        home.read();
        home.ledger().edit(mia, naming, "My cousin is called Wilhelmina.");
        assertThat(holding("ottoline")).isEmpty();
        home.read();
        assertThat(relations(mia)).containsExactly("cousin name:wilhelmina");
        assertThat(holding("ottoline")).isEmpty();
    }

    @Test
    void aPersonWhoGoesTakesAllAlong() {
        saysInRoom(ben, "My sister is called Perpetua.");
        home.read();
        assertThat(holding("perpetua")).isNotEmpty();
        home.change("delete from people where id = '" + ben.value() + "'");
        assertThat(holding("perpetua")).isEmpty();
    }

    @Test
    void aNewEmployerEndsTheFormerAndForgettingItBringsThatBack() {
        says(mia, "My sister is called Rosa.");
        MessageRef first = at(1, "Rosa works at the hospital.");
        MessageRef second = at(20, "Rosa works at the bakery.");
        home.read();
        assertThat(employers()).containsExactly("name:bakery", "name:hospital until 2025-05-21");
        MessageRef third = at(30, "Rosa no longer works at the bakery.");
        home.read();
        assertThat(employers()).containsExactly("name:bakery until 2025-05-31", "name:hospital until 2025-05-21");
        home.ledger().erase(Viewer.direct(mia), third);
        home.ledger().erase(Viewer.direct(mia), second);
        home.read();
        assertThat(employers()).containsExactly("name:hospital");
        assertThat(near(Predicates.WORKS).getFirst().sources()).containsExactly(first);
    }

    private MessageRef at(int days, String text) {
        return home.ledger().tell(new Audience.OnePerson(mia), mia, "Mia", DAY.plusDays(days), text);
    }

    private List<Relation> near(String predicate) {
        return home.bean(GraphStore.class)
                .near(
                        new Scope(Viewer.direct(mia), Optional.empty()),
                        Set.of(Node.named("Rosa")),
                        Set.of(predicate),
                        100);
    }

    private List<String> employers() {
        return near(Predicates.WORKS).stream()
                .map(one -> one.to().key()
                        + one.validTo()
                                .map(end -> " until " + LocalDate.ofInstant(end, ZoneOffset.UTC))
                                .orElse(""))
                .sorted()
                .toList();
    }

    /** Killed before, within or after any step, the tables are those of a run that nothing disturbed. */
    @Test
    void killedAtAnyStepTheTablesAreTheSame() {
        for (int i = 0; i < 150; i++) {
            says(mia, "My friend Amalia%d works at the mill.".formatted(i));
            saysInRoom(ben, "My cousin is called Cosima%d.".formatted(i));
        }
        MessageRef edited = says(mia, "My aunt is called Dorothea.");
        for (boolean keeps : List.of(false, true)) {
            for (int steps = 0; steps < 2; steps++) {
                var dying = new Dying(home.bean(GraphStore.class), steps, keeps);
                assertThatThrownBy(() -> follower(dying).catchUp()).isInstanceOf(StoreException.class);
            }
        }
        home.read();
        home.ledger().edit(mia, edited, "My aunt is called Eulalia.");
        assertThatThrownBy(() -> follower(new Dying(home.bean(GraphStore.class), 0, false))
                        .catchUp())
                .isInstanceOf(StoreException.class);
        fresh();
        List<String> disturbed = home.tables();
        assertThat(disturbed).anyMatch(row -> row.contains("eulalia")).anyMatch(row -> row.contains("amalia149"));
        home.change("truncate graph_cursors, graph_readings cascade");
        fresh();
        assertThat(home.tables()).isEqualTo(disturbed);
    }

    private void fresh() {
        GraphFollower follower = follower(home.bean(GraphStore.class));
        while (follower.catchUp()) {
            continue;
        }
    }

    private GraphFollower follower(GraphStore store) {
        return new GraphFollower(
                home.bean(Transcript.class), store, new Gleaning(home.bean(Lexicon.class), home.bean(Agreement.class)));
    }

    /** Ends after so many steps, before the last one is kept or after it. */
    private static final class Dying implements GraphStore {
        private final GraphStore store;
        private final boolean keeps;
        private int left;

        Dying(GraphStore store, int steps, boolean keeps) {
            this.store = store;
            this.left = steps;
            this.keeps = keeps;
        }

        @Override
        public Map<ConversationId, Cursor> cursors() {
            return store.cursors();
        }

        @Override
        public void keep(Portion portion) {
            boolean last = left-- == 0;
            if (!last || keeps) {
                store.keep(portion);
            }
            if (last) {
                throw new StoreException("killed");
            }
        }

        @Override
        public List<Relation> latest(Scope scope, int most) {
            return store.latest(scope, most);
        }

        @Override
        public List<Relation> near(Scope scope, Set<Node> nodes, Set<String> predicates, int most) {
            return store.near(scope, nodes, predicates, most);
        }

        @Override
        public List<MessageRef> mentions(Scope scope, Set<Node> nodes, int most) {
            return store.mentions(scope, nodes, most);
        }
    }

    /** The past is read when the graph is switched on later, and nothing is while it is off. */
    @Test
    void switchedOnLaterItCatchesUp() {
        home.graph(false);
        try {
            says(mia, "My sister is called Quendolin.");
            home.read();
            assertThat(holding("quendolin")).isEmpty();
        } finally {
            home.graph(true);
        }
        home.read();
        assertThat(holding("quendolin")).isNotEmpty();
    }

    private List<String> relations(PersonId person) {
        return home.rows(
                "select predicate || ' ' || to_node from graph_relations where author_id = '" + person.value() + "'");
    }

    private static String of(String table, MessageRef message) {
        return "select message_id from " + table + " where message_id = '" + message.value() + "'";
    }

    /** Every row of any table of the graph with this word. */
    private List<String> holding(String word) {
        return home.tables().stream()
                .filter(row -> row.toLowerCase(java.util.Locale.ROOT).contains(word))
                .toList();
    }
}
