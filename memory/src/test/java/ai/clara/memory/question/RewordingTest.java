package ai.clara.memory.question;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewordingTest {
    private static final PersonId ASKER = new PersonId(new UUID(2, 1));
    private static final PersonId INGE = new PersonId(new UUID(2, 2));
    private static final PersonId PAVEL = new PersonId(new UUID(2, 3));
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 11);
    private final Roster roster =
            Roster.of(Map.of(ASKER, Set.of("Alex"), INGE, Set.of("Inge"), PAVEL, Set.of("Pavel")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "When did Inge go to Oslo? | When did I go to Oslo? | When did go to Oslo?",
                "What is Inge's dog called? | What is my dog called? | What is dog called?",
                "Who gave the lamp to Inge? | Who gave the lamp to me? | Who gave the lamp to?",
                "What did Inge buy for Pavel? | What did I buy for you? | What did buy for?",
                "What is Inge to Pavel's aunt? | What is I to your aunt? | What is to aunt?",
                "Where did Inge and Pavel meet? | Where did we meet? | Where did and meet?",
                "What is Inge and Pavel's hobby? | What is our hobby? | What is and hobby?",
                "What did Inge tell me? | What did I tell you? | What did tell you?"
            })
    void intoTheWordsOfWhoeverItIsAbout(String question, String reworded, String nameless) {
        Inquiry inquiry = Inquiry.of(question, ASKER, roster, TODAY);
        assertThat(inquiry.wordings()).containsExactly(reworded, nameless);
        assertThat(inquiry.topic()).isEqualTo(nameless);
    }

    @Test
    void aboutWhomItIs() {
        assertThat(about("What did Inge buy for Pavel?")).contains(INGE);
        assertThat(about("Where did Inge and Pavel meet?")).isEmpty();
        assertThat(about("Where did I put my keys?")).contains(ASKER);
        assertThat(about("Where is the zoo?")).isEmpty();
    }

    @Test
    void ownQuestionsStayAsTheyAre() {
        Inquiry own = Inquiry.of("Where did I put my keys?", ASKER, roster, TODAY);
        assertThat(own.wordings()).containsExactly("Where did I put my keys?");
    }

    @Test
    void severalQuestionsAreAskedEachAlone() {
        assertThat(Inquiry.questions("Hello! Where is Inge? And when does Pavel come? Thanks."))
                .containsExactly("Where is Inge?", "And when does Pavel come?");
        assertThat(Inquiry.questions("I was in Graz. Where is my hat?"))
                .isEqualTo(List.of("I was in Graz. Where is my hat?"));
        assertThat(Inquiry.questions("What?? Where is my hat?")).hasSize(1);
    }

    private java.util.Optional<PersonId> about(String question) {
        return Inquiry.of(question, ASKER, roster, TODAY).subject();
    }
}
