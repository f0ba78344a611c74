package ai.clara.memory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.reading.Reader;
import ai.clara.memory.reading.Readings;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a model is shown, what is kept of its answer, and how long. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GraphReadingTest {
    private static final ZonedDateTime DAY =
            LocalDate.of(2025, 5, 1).atTime(9, 0).atZone(ZoneOffset.UTC);
    private static final Audience.Room ROOM = new Audience.Room("test", "kitchen", 0);
    private static final String TOLD = "At work I answer to Otto.";

    private FakeReader model = new FakeReader();
    private final GraphHome home = new GraphHome(context -> model.wire(context));
    private GraphReading reading = home.bean(GraphReading.class);
    private PersonId mia = new PersonId(UUID.randomUUID());

    /** Nobody's words wait, and the model is well. */
    @BeforeEach
    void stranger() {
        mia = new PersonId(UUID.randomUUID());
        home.read();
        home.change("update model_readings set model = '' where model is null");
        model.shown.clear();
        model.own = true;
        model.answers = _ -> FakeReader.OTTO;
        reading = new GraphReading(
                home.bean(GraphProjection.class),
                home.ledger(),
                home.bean(Readings.class),
                home.bean(Reader.class),
                home.bean(Grounding.class),
                home.bean(Agreement.class),
                Clock.systemUTC());
    }

    @AfterAll
    void close() {
        home.close();
    }

    private MessageRef says(String text) {
        return home.ledger().tell(new Audience.OnePerson(mia), mia, "Mia", DAY, text);
    }

    private MessageRef saysInRoom(String text) {
        return home.ledger().tell(ROOM, mia, "Mia", DAY, text);
    }

    /** Lets the model read once. */
    private void read() {
        home.read();
        reading.readOn();
        home.read();
    }

    private List<String> bosses(Viewer viewer) {
        return home
                .bean(GraphStore.class)
                .near(new Scope(viewer, Optional.empty()), Set.of(Node.person(mia)), Set.of("boss"), 10)
                .stream()
                .map(one -> one.to().key())
                .toList();
    }

    private List<String> holding(MessageRef message) {
        return home.tables().stream()
                .filter(row -> row.contains(message.value().toString()))
                .toList();
    }

    private List<String> tellings(MessageRef message) {
        return home.rows(
                "select from_words || ' ' || predicate || ' ' || to_words || ' ' || provenance from model_tellings"
                        + " where message_id = '" + message.value() + "'");
    }

    @Test
    void whatItReadsIsInTheGraphAndIsPaidForOnce() {
        MessageRef told = says(TOLD);
        home.read();
        assertThat(bosses(Viewer.direct(mia))).as("by rules").isEmpty();
        read();
        assertThat(bosses(Viewer.direct(mia))).containsExactly("name:otto");
        assertThat(tellings(told)).containsExactly("I boss Otto model:small-model");
        home.change("truncate graph_cursors, graph_readings cascade");
        home.bean(GraphFollower.class).forgetCursors();
        read();
        assertThat(bosses(Viewer.direct(mia))).as("all read anew").containsExactly("name:otto");
        assertThat(model.shown).hasSize(1);
    }

    @Test
    void withoutAModelOfMemorysOwnNothingIsSent() {
        model.own = false;
        says(TOLD);
        read();
        assertThat(model.shown).isEmpty();
        model.own = true;
        home.graph(false);
        reading.readOn();
        assertThat(model.shown).as("without a graph").isEmpty();
        home.graph(true);
        read();
        assertThat(model.shown).as("the twin").hasSize(1);
    }

    @Test
    void onlyWhatPeopleTellIsSent() {
        says("Where is the tram?");
        MessageRef gone = says("My aunt is called Ottilie.");
        home.read();
        home.ledger().erase(Viewer.direct(mia), gone);
        MessageRef secret = says("My code is 1234.");
        home.read();
        home.change("delete from model_readings where message_id = '" + secret.value() + "'");
        home.change("update messages set sensitivity = 'secret' where id = '" + secret.value() + "'");
        home.change("truncate graph_cursors");
        home.bean(GraphFollower.class).forgetCursors();
        read();
        assertThat(model.shown).isEmpty();
        says(TOLD);
        read();
        assertThat(model.shown)
                .singleElement()
                .asString()
                .contains("> " + TOLD)
                .doesNotContain("tram", "Ottilie", "1234");
    }

    /** The first call has what was said last, of one place; the next one what was said before it. */
    @Test
    void aLongPastIsSentPieceByPiece() {
        for (int i = 1; i <= 15; i++) {
            says("I fed cat number %d.".formatted(i));
        }
        saysInRoom("I painted the door.");
        for (int i = 0; i < 3; i++) {
            read();
        }
        assertThat(model.shown).hasSize(3);
        List<String> direct =
                model.shown.stream().filter(one -> one.contains("cat")).toList();
        assertThat(direct).hasSize(2).noneMatch(one -> one.contains("door"));
        assertThat(direct.getFirst())
                .contains("Message 12:\n> I fed cat number 15.")
                .doesNotContain("number 3.");
        assertThat(direct.getLast())
                .contains("Message 3:\n> I fed cat number 3.")
                .doesNotContain("number 4.");
        read();
        assertThat(model.shown).hasSize(3);
    }

    @Test
    void whatWordsDoNotBearOutIsNotKept() {
        MessageRef one = says("Rosa sings.");
        MessageRef other = says(TOLD);
        // Of the other message, of none, and without the words.
        model.answers = _ -> FakeReader.OTTO
                + FakeReader.OTTO.replace("\"message\": 1", "\"message\": 7")
                + FakeReader.OTTO.replace("\"message\": 1", "\"message\": 2").replace("Otto", "Mallory");
        read();
        assertThat(tellings(one)).isEmpty();
        assertThat(tellings(other)).isEmpty();
        MessageRef again = says(TOLD);
        model.answers = _ -> FakeReader.OTTO;
        read();
        assertThat(tellings(again)).as("the twin").isNotEmpty();
    }

    /** Whoever takes words back takes along what a model read in them, at once, from wherever. */
    @Test
    void forgottenWordsLeaveNothing() {
        for (boolean inRoom : List.of(false, true)) {
            MessageRef told = inRoom ? saysInRoom(TOLD) : says(TOLD);
            read();
            assertThat(tellings(told)).isNotEmpty();
            assertThat(holding(told)).isNotEmpty();
            home.ledger().erase(Viewer.direct(mia), told);
            assertThat(holding(told)).as("at once").isEmpty();
            assertThat(bosses(Viewer.direct(mia))).isEmpty();
            read();
            assertThat(holding(told)).isEmpty();
        }
        home.change("alter table messages disable trigger messages_reworded_model");
        try {
            MessageRef told = says(TOLD);
            read();
            home.ledger().erase(Viewer.direct(mia), told);
            assertThat(tellings(told)).as("the twin, without the trigger").isNotEmpty();
        } finally {
            home.change("alter table messages enable trigger messages_reworded_model");
        }
    }

    @Test
    void editedWordsAreReadAgain() {
        MessageRef told = says(TOLD);
        read();
        assertThat(bosses(Viewer.direct(mia))).containsExactly("name:otto");
        home.ledger().edit(mia, told, "At work I answer to Ida.");
        assertThat(tellings(told)).isEmpty();
        model.answers = _ -> FakeReader.OTTO.replace("Otto", "Ida");
        read();
        assertThat(bosses(Viewer.direct(mia))).containsExactly("name:ida");
        home.change("delete from people where id = '" + mia.value() + "'");
        assertThat(holding(told)).isEmpty();
    }

    @Test
    void wordsThatChangeWhileTheyAreReadAreNotReadYet() {
        MessageRef told = says(TOLD);
        model.answers = _ -> {
            home.ledger().edit(mia, told, "I answer to nobody. Otto is a cat.");
            return FakeReader.OTTO;
        };
        read();
        assertThat(holding(told)).noneMatch(row -> row.contains("boss"));
        assertThat(home.bean(Readings.class).waiting()).isOne();
        model.answers = _ -> "[]";
        read();
        assertThat(home.bean(Readings.class).waiting()).isZero();
        assertThat(model.shown).hasSize(2);
    }

    /** What a model told is behind the second wall as the words are. */
    @Test
    void nobodyElseReadsWhatItTold() {
        says(TOLD);
        read();
        PersonId ben = new PersonId(UUID.randomUUID());
        assertThat(probe(Viewer.direct(mia))).isNotEmpty();
        assertThat(probe(Viewer.direct(ben))).isEmpty();
        assertThat(probe(Viewer.inRoom(mia, ROOM))).isEmpty();
        home.change("alter table model_tellings disable row level security");
        try {
            assertThat(probe(Viewer.direct(ben))).as("the probe").isNotEmpty();
        } finally {
            home.change("alter table model_tellings enable row level security");
        }
    }

    private List<String> probe(Viewer viewer) {
        return home.bean(Db.class).as(viewer, connection -> {
            var rows = new ArrayList<String>();
            try (var query = connection.prepareStatement(
                            "select quote from model_tellings where author_id = '" + mia.value() + "'");
                    var found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
            return rows;
        });
    }

    @Test
    void aModelThatFailsIsNotAskedAtOnceAgainAndTakesNothing() {
        MessageRef told = says("My sister is called Rosa. " + TOLD);
        model.fails(ModelException.Kind.UNREACHABLE);
        read();
        read();
        assertThat(model.shown).hasSize(1);
        assertThat(reading.status())
                .startsWith("small-model reads for the graph; waiting: 1; last failure: The model is not there.");
        assertThat(holding(told)).as("what rules read").anyMatch(row -> row.contains("name:rosa"));
    }

    @Test
    void whereRulesSayOtherwiseTheyAreRight() {
        says("Rosa works at Lidl. Ida bakes for Lidl.");
        model.answers = _ -> """
                {"message": 1, "quote": "Rosa works at Lidl", "from": "Rosa", "predicate": "works at", "to": "Lidl", "ended": true}
                {"message": 1, "quote": "Ida bakes for Lidl", "from": "Ida", "predicate": "works at", "to": "Lidl", "ended": true}""";
        read();
        assertThat(home
                        .bean(GraphStore.class)
                        .near(new Scope(Viewer.direct(mia), Optional.empty()), Set.of(Node.named("Lidl")), Set.of(), 10)
                        .stream()
                        .map(one -> one.from().key() + " " + one.validTo().isPresent()))
                .containsExactlyInAnyOrder("name:rosa false", "name:ida true");
    }

    @Test
    void garbageIsAFailure() {
        says(TOLD);
        model.answers = _ -> "I would rather not.";
        read();
        assertThat(reading.status()).contains("waiting: 1; last failure: The model did not answer with the JSON");
    }

    /** Told and not taken: what a graph was not given, it takes at its next look, also another one after a move. */
    @Test
    void whatAGraphLacksItTakesAtItsNextLook() {
        says(TOLD);
        home.read();
        reading.readOn();
        assertThat(bosses(Viewer.direct(mia))).isEmpty();
        home.read();
        assertThat(bosses(Viewer.direct(mia))).containsExactly("name:otto");
        assertThat(home.bean(Readings.class)
                        .lackedBy(home.bean(GraphStore.class).where(), 10))
                .isEmpty();
        assertThat(home.bean(Readings.class).lackedBy("a graph elsewhere", 1)).isNotEmpty();
        assertThat(model.shown).hasSize(1);
    }
}
