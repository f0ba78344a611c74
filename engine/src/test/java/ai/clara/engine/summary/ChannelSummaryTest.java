package ai.clara.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is old in a room and no longer shown word for word is told in short, and the telling rolls on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelSummaryTest {
    private SummaryHouse house;

    /** Four messages are shown word for word; six older ones of five minutes are told together. */
    @BeforeAll
    void build() {
        house = new SummaryHouse(Map.of(
                "CLARA_RECENT_MESSAGES", "4", "DISCORD_SUMMARY_AGE_MINUTES", "5", "CLARA_SUMMARY_MESSAGES", "6"));
    }

    @BeforeEach
    void begin() {
        house.silence();
        house.scribe.retells = request -> "The minutes.";
        house.work();
        house.change("delete from summary_work");
        house.scribe.transcripts.clear();
    }

    @AfterAll
    void tearDown() {
        house.close();
    }

    private void talk(ConversationKey room, int from, int to) {
        for (int i = from; i <= to; i++) {
            house.say(room, i % 2 == 0 ? "ann" : "bea", "Fact number " + i + ".");
        }
        house.bean(Rooms.class).look();
    }

    private void later() {
        house.clock.advance(Duration.ofMinutes(5));
        house.bean(Rooms.class).look();
    }

    private String shown(String asked) {
        return house.notes(asked, PromptSlot.CHANNEL_SUMMARY)
                .map(SectionContent.Summary::text)
                .orElse("");
    }

    @Test
    void whatIsOldAndNotShownIsToldAndRollsOn() {
        ConversationKey room = SummaryHouse.room("kitchen");
        house.scribe.retells = request -> "Facts one to three.";
        talk(room, 1, 4);
        assertThat(house.work()).as("four messages before the recent four").isZero();
        talk(room, 5, 5);
        assertThat(house.work()).as("six, but two of them are young").isZero();
        later();
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.scribe.transcript(1))
                .contains("Fact number 1.", "Fact number 3.")
                .doesNotContain("Fact number 4.");
        house.bean(Rooms.class).look();
        assertThat(house.work()).as("nothing more has gathered").isZero();
        house.say(room, "ann", "What was said?");
        assertThat(shown("What was said?")).isEqualTo("Facts one to three.");

        house.scribe.retells = request -> "Facts one to six.";
        talk(room, 6, 7);
        later();
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.scribe.transcript(2))
                .contains("> Facts one to three.", "Fact number 4.", "What was said?")
                .doesNotContain("Fact number 3.", "Fact number 7.");
        house.say(room, "ann", "And now?");
        assertThat(shown("And now?")).isEqualTo("Facts one to six.");
        assertThat(house.column("select body from summaries")).containsExactly("Facts one to six.");
    }

    @Test
    void aModelThatFailsLeavesWhatWasToldBefore() {
        ConversationKey room = SummaryHouse.room("attic");
        house.scribe.retells = request -> "Facts one to three.";
        talk(room, 1, 5);
        later();
        assertThat(house.work()).isEqualTo(1);
        house.scribe.fails(ModelException.Kind.OVERLOADED);
        talk(room, 6, 9);
        later();
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.column("select body from summaries")).containsExactly("Facts one to three.");
        house.scribe.retells = request -> "All facts.";
        assertThat(house.work()).as("not before its time").isZero();
        house.clock.advance(Duration.ofMinutes(2));
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.column("select body from summaries")).containsExactly("All facts.");
    }

    @Test
    void aDirectConversationHasNone() {
        for (int i = 0; i < 12; i++) {
            house.say(SummaryHouse.direct("ann"), "ann", "Fact number " + i + ".");
        }
        later();
        assertThat(house.work()).isZero();
    }

    @Test
    void aWordTakenBackIsGoneFromARolledSummaryToo() {
        ConversationKey room = SummaryHouse.room("pantry");
        house.scribe.retells = request -> request.message().plainText();
        house.say(room, "ann", "The first word is Zqbanu.");
        talk(room, 2, 6);
        later();
        assertThat(house.work()).isEqualTo(1);
        talk(room, 7, 10);
        later();
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.tablesWith("Zqbanu")).contains("summaries");
        house.delete(room, "ann", "The first word is Zqbanu.");
        assertThat(house.tablesWith("Zqbanu")).isEmpty();
        house.clock.advance(Duration.ofMinutes(1));
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.column("select body from summaries").getFirst())
                .contains("Fact number 2.")
                .doesNotContain("Zqbanu");
    }

    @Test
    void theSessionsOwnSummaryTakesItsPlace() {
        ConversationKey room = SummaryHouse.room("cellar");
        talk(room, 1, 6);
        later();
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.column("select kind from summaries")).containsExactly("channel");
        house.silence();
        house.scribe.retells = request -> "The whole.";
        assertThat(house.work()).isEqualTo(1);
        assertThat(house.scribe.transcript(2)).contains("Fact number 1.").doesNotContain("The minutes.");
        assertThat(house.column("select kind || ': ' || body from summaries")).containsExactly("session: The whole.");
        house.say(room, "ann", "Hello again.");
        assertThat(shown("Hello again.")).isEmpty();
        assertThat(house.previous("Hello again.")).isEqualTo("The whole.");
    }

    @Test
    void workOfASessionThatEndedMeanwhileIsDropped() {
        ConversationKey room = SummaryHouse.room("larder");
        talk(room, 1, 6);
        later();
        house.silence();
        assertThat(house.work()).isEqualTo(2);
        assertThat(house.scribe.transcripts).hasSize(1);
        assertThat(house.column("select kind from summary_work")).containsExactly("session");
    }
}
