package ai.clara.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.model.Tier;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TierChoiceTest {
    @ParameterizedTest
    @CsvSource({
        "!high, HIGH",
        "!opus, HIGH",
        "!mid, MID",
        "!sonnet, MID",
        "!low, LOW",
        "!haiku, LOW",
        "!fast, LOW",
        "!LOW, LOW",
        "@Clara !high, HIGH",
        "'@clara, !low', LOW",
        "<@1234> !mid, MID"
    })
    void firstWordAsksForATier(String word, Tier tier) {
        assertThat(TierChoice.of(word + "  what is\na knot ", false))
                .isEqualTo(new TierChoice(Optional.of(tier), "what is\na knot"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!high",
                " !low ",
                "!higher ground",
                "!highest",
                "high ground",
                "so !high up",
                "! high up",
                "@Clara !up"
            })
    void otherMessagesAskForNothingAndStayAsTheyAre(String message) {
        assertThat(TierChoice.of(message, false)).isEqualTo(new TierChoice(Optional.empty(), message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!low", "@Clara !low\n"})
    void wordAloneAsksWhenSomethingStandsBesideIt(String message) {
        assertThat(TierChoice.of(message, true)).isEqualTo(new TierChoice(Optional.of(Tier.LOW), ""));
    }
}
