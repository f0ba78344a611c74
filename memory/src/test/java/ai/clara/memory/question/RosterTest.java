package ai.clara.memory.question;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.PersonId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterTest {
    private static final PersonId MICHAEL = new PersonId(new UUID(1, 1));
    private static final PersonId OTTILIE = new PersonId(new UUID(1, 2));
    private static final PersonId WILL = new PersonId(new UUID(1, 3));
    private final Roster roster = Roster.of(
            Map.of(MICHAEL, Set.of("Michael Berger", "mb_77"), OTTILIE, Set.of("Ottilie"), WILL, Set.of("Will")));

    @ParameterizedTest
    @CsvSource({
        "Where does Michael live?, Michael",
        "where does michael live?, michael",
        "Where does michael live?, michael",
        "Where does Mike live?, Mike",
        "When was Michael Berger here?, Michael Berger",
        "What did Mr Berger say?, Berger",
        "What is Ottilie's dog called?, Ottilie's",
        "What is Ottilie’s dog called?, Ottilie’s",
        "What did Otti paint?, Otti",
        "What did Otilie paint?, Otilie",
        "What did Ottleie paint?, Ottleie",
        "Ottilie paints what?, Ottilie",
        "What did we give Will?, Will"
    })
    void named(String question, String words) {
        List<Mention> mentions = roster.mentions(question);
        assertThat(mentions).hasSize(1);
        assertThat(question.substring(
                        mentions.getFirst().start(), mentions.getFirst().end()))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "Will it rain in Graz?",
        "will it rain in graz?",
        "What will Lena do?",
        "Who paints?",
        "What did Attilie paint?",
        "What did Oslo look like?",
        "Micky asked?, who is Milo"
    })
    void nobodyWhoSpeaks(String question) {
        assertThat(roster.mentions(question)).extracting(Mention::person).doesNotContain(OTTILIE, WILL);
    }

    @Test
    void ofTwoWithOneNameNeitherIsMeant() {
        Roster two = Roster.of(Map.of(MICHAEL, Set.of("Anna Berger"), OTTILIE, Set.of("Anna Kern")));
        assertThat(two.mentions("Where does Anna live?")).isEmpty();
        assertThat(two.mentions("Where does Anna Kern live?"))
                .extracting(Mention::person)
                .containsExactly(OTTILIE);
    }

    @Test
    void slipsAreLettersMissingAddedMistakenOrSwapped() {
        assertThat(Slips.between("ottilie", "otilie", 2)).isEqualTo(1);
        assertThat(Slips.between("ottilie", "ottlieie", 2)).isEqualTo(2);
        assertThat(Slips.between("berger", "begrer", 2)).isEqualTo(1);
        assertThat(Slips.between("berger", "kern", 1)).isGreaterThan(1);
    }
}
