package ai.clara.memory.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KinshipTest {
    private final Lexicon lexicon = new Lexicon();

    @ParameterizedTest
    @CsvSource({
        "my mum's mother, grandmother",
        "my mother's sister, aunt",
        "the brother of my father, uncle",
        "my sister's son, nephew",
        "my brother's younger daughter, niece",
        "my wife's parents, in_law",
        "my dad's new wife, mother",
        "my daughter's son, grandson"
    })
    void relativesOfRelatives(String words, String role) {
        assertThat(lexicon.read(words).concepts().stream().filter(lexicon::isPerson))
                .containsExactly(role);
    }

    @Test
    void boyfriendOfSisterIsNoInLaw() {
        assertThat(lexicon.read("my sister's boyfriend").concepts()).contains("sister", "boyfriend");
    }

    @ParameterizedTest
    @CsvSource({"my running partner, spouse", "my mother tongue, mother", "our holiday cottage, travel"})
    void compoundHidesItsParts(String words, String hidden) {
        assertThat(lexicon.read(words).concepts()).isNotEmpty().doesNotContain(hidden);
    }

    @Test
    void movedThingMovesNoHome() {
        assertThat(lexicon.read("My storage unit has moved to Graz").concepts()).doesNotContain("dwell");
        assertThat(lexicon.read("My sister has moved to Graz").concepts()).contains("dwell");
    }
}
