package ai.clara.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.engine.prompt.OpenNotes;
import ai.clara.spi.id.ConversationKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A summary is known to those who may know its words, and to nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SummaryAudienceTest {
    private SummaryHouse house;

    @BeforeAll
    void build() {
        house = new SummaryHouse(Map.of(), context -> List.of(OpenNotes.definition(context)));
    }

    @AfterAll
    void tearDown() {
        house.close();
    }

    @Test
    void itStaysInItsPlace() {
        List<ConversationKey> places = List.of(
                SummaryHouse.room("study"),
                SummaryHouse.room("hall"),
                SummaryHouse.direct("ann"),
                SummaryHouse.direct("bea"));
        places.forEach(place -> house.say(place, speaker(place), "Hello from " + place.place() + "."));
        house.silence();
        house.scribe.retells = request -> request.message().plainText();
        assertThat(house.work()).isGreaterThanOrEqualTo(4);
        places.forEach(place -> house.say(place, speaker(place), "What was said in " + place.place() + "?"));
        for (ConversationKey place : places) {
            String shown = house.previous("What was said in " + place.place() + "?");
            assertThat(shown).contains("Hello from " + place.place() + ".");
            places.stream()
                    .filter(other -> !other.equals(place))
                    .forEach(other -> assertThat(shown).doesNotContain("Hello from " + other.place()));
        }
    }

    /** Who reads a room today may not have read it yesterday. Only with both walls gone is the summary seen. */
    @ParameterizedTest
    @CsvSource({
        "mill, false, false, false",
        "barn, true, false, false",
        "well, false, true, false",
        "dyke, true, true, true"
    })
    void aWidenedRoomDoesNotLearnItsPast(String where, boolean filterGone, boolean wallGone, boolean seen) {
        ConversationKey room = SummaryHouse.room("room of the " + where);
        house.say(room, "ann", "We meet at the " + where + ".");
        house.silence();
        house.scribe.retells = request -> "They meet at the " + where + ".";
        house.work();
        house.say(room, "ann", "Where, " + where + "?");
        assertThat(house.previous("Where, " + where + "?")).as("before").contains(where);
        house.change("update conversations set epoch = epoch + 1 where place = '" + room.place() + "'");
        try {
            OpenNotes.open(house.context(), filterGone);
            if (wallGone) {
                house.change("alter table summaries disable row level security");
            }
            house.say(room, "ann", "Again, " + where + "?");
        } finally {
            OpenNotes.open(house.context(), false);
            house.change("alter table summaries enable row level security");
        }
        assertThat(house.previous("Again, " + where + "?").contains(where)).isEqualTo(seen);
    }

    @Test
    void aSummaryDoesNotSpanTwoAudiences() {
        ConversationKey room = SummaryHouse.room("canteen");
        house.say(room, "ann", "We meet at the quarry.");
        house.change("update conversations set epoch = epoch + 1 where place = 'canteen'");
        house.say(room, "ann", "We eat at noon.");
        house.silence();
        house.scribe.retells = request -> request.message().plainText();
        house.work();
        assertThat(house.column("select audience_key from summaries where body like '%noon%'"))
                .containsExactly("room:test/canteen#1");
        assertThat(house.tablesWith("quarry")).doesNotContain("summaries");
    }

    private static String speaker(ConversationKey place) {
        return place.kind() == ConversationKey.Kind.DIRECT ? place.place() : "ann";
    }
}
