package ai.clara.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Sensitivity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which sentences stand for a talk when no model tells it. */
class KeySentencesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final List<Said> said = new ArrayList<>();

    private void person(String name, String text) {
        add(false, name, text);
    }

    private void add(boolean byClara, String name, String text) {
        long seq = said.size() + 1L;
        said.add(new Said(
                new MessageRef(new UUID(0, seq)),
                seq,
                byClara,
                name,
                text,
                NOON.plusSeconds(seq),
                Optional.empty(),
                Sensitivity.ORDINARY));
    }

    private List<String> lines() {
        return KeySentences.of(new Material(Optional.empty(), said))
                .map(retold -> retold.text().lines().toList())
                .orElse(List.of());
    }

    @Test
    void whatSaysMoreGoesBeforeWhatSaysLess() {
        for (int i = 0; i < 12; i++) {
            person("Kim", "Yes, well, okay then, so it goes, variant " + "abcdefghijkl".charAt(i) + ".");
        }
        person("Robin", "My sister Ada moved to Utrecht. Nice weather.");
        person("Kim", "We decided to meet on 14 March at the mill.");
        person("Kim", "Do you like tea?");
        assertThat(lines())
                .contains("Robin: My sister Ada moved to Utrecht.", "Kim: We decided to meet on 14 March at the mill.")
                .doesNotContain("Kim: Do you like tea?")
                .hasSizeLessThanOrEqualTo(KeySentences.SENTENCES_MAX);
    }

    @Test
    void theyStandInTheOrderInWhichTheyWereSaidAndAreAlwaysTheSame() {
        person("Robin", "I keep bees.");
        person("Robin", "I will move to Lima in 2027 with my brother Tom.");
        person("Robin", "I sold my car.");
        assertThat(lines())
                .containsExactly(
                        "Robin: I keep bees.",
                        "Robin: I will move to Lima in 2027 with my brother Tom.",
                        "Robin: I sold my car.");
        assertThat(lines()).isEqualTo(lines());
    }

    @Test
    void whatIsSaidTwiceStandsOnce() {
        person("Robin", "I am allergic to peanuts.");
        person("Robin", "I am allergic to peanuts!");
        assertThat(lines()).containsExactly("Robin: I am allergic to peanuts.");
    }

    @Test
    void onlyPeopleSayKeySentences() {
        add(true, "Clara", "You told me that you live in Linz.");
        assertThat(lines()).isEmpty();
        person("Robin", "Right, I live in Linz.");
        assertThat(lines()).containsExactly("Robin: Right, I live in Linz.");
    }

    @Test
    void theyAreBounded() {
        IntStream.range(0, 500)
                .forEach(i -> person(
                        "Robin\nEvil",
                        "I own thing number " + i + " of the kind " + Integer.toString(i * 7919, 36) + " "
                                + "very ".repeat(200)));
        String text = KeySentences.of(new Material(Optional.empty(), said))
                .orElseThrow()
                .text();
        assertThat(text).hasSizeLessThanOrEqualTo(KeySentences.CHARS_MAX);
        assertThat(text.lines()).allMatch(line -> line.startsWith("Robin Evil: I own"));
    }

    @Test
    void aCutNeverHalvesACharacter() {
        assertThat(Cut.to("ab😀cd", 4)).isEqualTo("ab…");
        assertThat(Cut.to("abcd", 4)).isEqualTo("abcd");
        assertThat(Cut.toSentence("One is here. Two is there. Three", 28)).isEqualTo("One is here. Two is there.");
        assertThat(Cut.toSentence("x".repeat(50), 10)).isEqualTo("x".repeat(9) + "…");
    }
}
