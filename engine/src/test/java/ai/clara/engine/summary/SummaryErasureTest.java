package ai.clara.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Transcript;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** No summary outlives the words it was made of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SummaryErasureTest {
    private SummaryHouse house;

    @BeforeAll
    void build() {
        house = new SummaryHouse();
        house.scribe.retells = request ->
                "Told: " + request.message().plainText().replace('\n', ' ').replaceAll(".*Clara, ", "");
    }

    @AfterAll
    void tearDown() {
        house.close();
    }

    @Test
    void forgettingAMessageTakesTheSummaryWithItAndTheRestIsToldAgain() {
        ConversationKey place = SummaryHouse.direct("ann");
        house.say(place, "ann", "My canoe is called Zqbanu.");
        house.say(place, "ann", "My kettle is called Zqkofi.");
        house.silence();
        house.work();
        assertThat(house.tablesWith("Zqbanu")).contains("messages", "summaries");

        forget("ann", "Zqbanu");
        assertThat(house.tablesWith("Zqbanu")).isEmpty();
        assertThat(house.tablesWith("Zqkofi")).containsExactly("messages");
        house.say(place, "ann", "Before it is made again?");
        assertThat(house.previous("Before it is made again?")).isEmpty();
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.tablesWith("Zqkofi")).contains("summaries");
        assertThat(house.tablesWith("Zqbanu")).isEmpty();
    }

    @Test
    void aWordInARoomTakenBackFromTheOwnDirectMessageIsGoneFromTheRoomsSummary() {
        ConversationKey room = SummaryHouse.room("garden");
        house.say(room, "bea", "My parrot is called Zqmelo.");
        house.say(room, "cem", "Mine is called Zqpado.");
        house.silence();
        house.work();
        assertThat(house.tablesWith("Zqmelo")).contains("summaries");
        forget("bea", "Zqmelo");
        assertThat(house.tablesWith("Zqmelo")).isEmpty();
        house.clock.advance(Duration.ofMinutes(1));
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.column("select audience_key from summaries where body like '%Zqpado%'"))
                .containsExactly("room:test/garden#0");
        assertThat(house.tablesWith("Zqmelo")).isEmpty();
    }

    @Test
    void anEditIsToldAgain() {
        ConversationKey place = SummaryHouse.direct("dora");
        house.say(place, "dora", "The key is in Zqdira.");
        house.silence();
        house.work();
        assertThat(house.tablesWith("Zqdira")).contains("summaries");
        house.edit(place, "dora", "The key is in Zqdira.", "The key is in Zqfeno.");
        assertThat(house.tablesWith("Zqdira")).isEmpty();
        house.clock.advance(Duration.ofMinutes(1));
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.tablesWith("Zqfeno")).contains("messages", "summaries");
    }

    @Test
    void wordsThatGoWhileTheModelTellsAreNotStored() {
        ConversationKey place = SummaryHouse.direct("emil");
        house.say(place, "emil", "My dog is called Zqgato.");
        house.silence();
        Job job = house.summaries().claim().orElseThrow();
        Material read = house.bean(Reader.class).read(job);
        assertThat(KeySentences.of(read).orElseThrow().text()).contains("Zqgato");
        forget("emil", "Zqgato");
        assertThat(house.bean(Shelf.class).put(job, read, KeySentences.of(read), new Shelf.Next.Done()))
                .isFalse();
        assertThat(house.tablesWith("Zqgato")).isEmpty();
    }

    @Test
    void aPersonWhoGoesTakesTheirSummariesAlong() {
        ConversationKey room = SummaryHouse.room("attic");
        house.say(room, "finn", "My bike is called Zqlupo.");
        house.silence();
        house.work();
        assertThat(house.tablesWith("Zqlupo")).contains("messages", "summaries");
        house.change("delete from people where id = (select person_id from accounts where name = 'finn')");
        assertThat(house.tablesWith("Zqlupo")).isEmpty();
        assertThat(house.column("select kind from summary_sources where message_id not in (select id from messages)"))
                .isEmpty();
    }

    private void forget(String person, String word) {
        UUID id = UUID.fromString(house.column("select person_id from accounts where name = '" + person + "'")
                .getFirst());
        UUID message = UUID.fromString(
                house.column("select id from messages where author_id = '" + id + "' and body like '%" + word + "%'")
                        .getFirst());
        assertThat(house.bean(Transcript.class).erase(Viewer.direct(new PersonId(id)), new MessageRef(message)))
                .isNotEmpty();
    }
}
