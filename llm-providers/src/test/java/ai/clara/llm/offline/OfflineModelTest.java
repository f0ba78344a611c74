package ai.clara.llm.offline;

import static ai.clara.llm.offline.Requests.DIRECT;
import static ai.clara.llm.offline.Requests.KITCHEN;
import static ai.clara.llm.offline.Requests.answer;
import static ai.clara.llm.offline.Requests.evidence;
import static ai.clara.llm.offline.Requests.request;
import static ai.clara.llm.offline.Requests.told;
import static ai.clara.llm.offline.Requests.with;
import static ai.clara.llm.offline.Requests.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.testkit.Quotes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OfflineModelTest {
    private static final String QUESTION = "Where does my sister live?";
    private static final String NEVER_TOLD = "You never told me that, so I do not know.";
    private static final Evidence GRAZ = told("My sister moved to Graz last spring.", "2026-11-20T10:00:00Z", true);

    @Test
    void quotesWithWhenAndWhere() {
        assertThat(answer(QUESTION, GRAZ))
                .isEqualTo(
                        "You told me on 20 November 2026, in a direct message: \"My sister moved to Graz last spring.\"");
    }

    @Test
    void daysAreThoseOfThePersonsZone() {
        assertThat(answer(QUESTION, told("She is in Graz.", "2026-11-20T23:30:00Z", true)))
                .startsWith("You told me yesterday, 21 November 2026, in a direct message:");
        assertThat(answer(QUESTION, told("She is in Graz.", "2026-11-21T23:30:00Z", true)))
                .startsWith("You told me today, 22 November 2026, in a direct message:");
    }

    @Test
    void othersWordsInARoomCarryTheirName() {
        Evidence ben = evidence("Ben", false, KITCHEN, "2026-11-20T10:00:00Z", "The key is under the pot.", 0.03, true);
        assertThat(answer(request("Where is the key?", KITCHEN, false, ben)))
                .isEqualTo("Ben said in the room #kitchen on 20 November 2026: \"The key is under the pot.\"");
    }

    @Test
    void theNewerOfTwoAnswersWins() {
        Evidence vienna = told("No, my sister lives in Vienna now.", "2026-11-21T10:00:00Z", true);
        assertThat(answer(QUESTION, GRAZ, vienna)).contains("Vienna").doesNotContain("Graz");
    }

    @Test
    void aNewerWordThatHardlyFitsDoesNotHideTheBest() {
        Evidence weak = evidence("Anna", true, DIRECT, "2026-11-21T10:00:00Z", "My sister called.", 0.01, true);
        assertThat(answer(QUESTION, GRAZ, weak)).contains("called", "Graz");
    }

    @Test
    void whatDoesNotSupportIsNeverQuoted() {
        assertThat(answer(QUESTION, told("My brother lives in Linz.", "2026-11-20T10:00:00Z", false)))
                .isEqualTo(NEVER_TOLD);
        assertThat(answer(request(QUESTION, KITCHEN, false)))
                .isEqualTo("You never told me that here, so I do not know.");
    }

    @Test
    void aQuestionIsNeverItsOwnAnswer() {
        assertThat(answer(QUESTION, told("Where does my sister live?", "2026-11-20T10:00:00Z", true)))
                .isEqualTo(NEVER_TOLD);
        assertThat(answer("tell me my sister's town", told("Tell me my sister's town!", "2026-11-20T10:00:00Z", true)))
                .isEqualTo(NEVER_TOLD);
    }

    @Test
    void withMemoryCutOutItDoesNotKnow() {
        var request = request(QUESTION, GRAZ);
        assertThat(answer(without(PromptSlot.MEMORY, request)))
                .isEqualTo(NEVER_TOLD)
                .doesNotContain("Graz");
    }

    @Test
    void aReplayGivesTheSameAnswer() {
        var request = request(QUESTION, GRAZ);
        assertThat(Requests.pieces(request)).isEqualTo(Requests.pieces(request)).hasSizeGreaterThan(10);
    }

    @Test
    void listsWhatThePersonTold() {
        Evidence cat = told("My cat is called Mia.", "2026-11-21T10:00:00Z", false);
        Evidence ben = evidence("Ben", false, KITCHEN, "2026-11-20T10:00:00Z", "I like tea.", 0.03, false);
        assertThat(answer("What do you know about me?", GRAZ, cat, ben)).isEqualTo("""
                        This is what you told me, Anna:
                        - 21 November 2026, in a direct message: "My cat is called Mia."
                        - 20 November 2026, in a direct message: "My sister moved to Graz last spring.\"""");
        assertThat(answer("what do you know about me")).isEqualTo("I know your name, Anna, and nothing more yet.");
    }

    @Test
    void knowsTheTimeAndTheDayOfTheZone() {
        assertThat(answer("What time is it?")).isEqualTo("It is 09:30 (Europe/Vienna).");
        assertThat(answer("what day is it today?")).isEqualTo("Today is Sunday, 22 November 2026.");
    }

    @Test
    void hasManners() {
        assertThat(answer("Hi Clara!")).isEqualTo("Hello, Anna.");
        assertThat(answer("thanks a lot")).isEqualTo("You are welcome, Anna.");
        assertThat(answer("good night")).isEqualTo("Goodbye, Anna.");
        assertThat(answer("My dog is called Rex.")).isEqualTo("I will remember that.");
        assertThat(answer("No, actually she moved to Linz."))
                .isEqualTo("Thank you for putting that right; I will go by the newer word.");
        assertThat(answer("That's wrong")).isEqualTo("Tell me what is right, and I will go by that.");
        assertThat(answer("")).isEqualTo("I can only read words so far; tell me in words.");
        assertThat(answer("What's my name?")).isEqualTo("I know you as Anna.");
    }

    @Test
    void tellsHowToAddAModelOnTheFirstMeetingAndOnHelpOnly() {
        assertThat(answer(request("hello", DIRECT, true)))
                .startsWith("Hello, Anna.\n\n")
                .containsOnlyOnce("./clara setup");
        assertThat(answer("hello")).doesNotContain("./clara setup");
        assertThat(answer(request("help", DIRECT, true))).containsOnlyOnce("./clara setup");
        assertThat(answer("what can you do?")).contains("./clara setup");
    }

    @Test
    void forgettingNamesTheMessageAndTheCommand() {
        var recent = new SectionContent.Messages(
                "this session",
                Quotes.of(
                        new ChatMessage.FromPerson("Ben", Requests.NOW, List.of(new Part.Text("Not hers."))),
                        new ChatMessage.FromPerson("Anna", Requests.NOW, List.of(new Part.Text("My PIN is old."))),
                        new ChatMessage.FromClara(Requests.NOW, "I will remember that.")));
        assertThat(answer(with("Forget that, please.", Map.of(PromptSlot.RECENT, recent))))
                .contains("My PIN is old.", "./clara memory forget")
                .doesNotContain("Not hers");
        assertThat(answer("forget it")).contains("./clara memory list");
    }

    @Test
    void aClosedStreamSaysThatItWasStopped() {
        var stream = new OfflineModel().stream(request("help"));
        stream.next();
        stream.close();
        stream.close();
        assertThatThrownBy(stream::next)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.CANCELLED));
    }
}
