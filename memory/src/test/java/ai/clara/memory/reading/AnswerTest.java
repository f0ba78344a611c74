package ai.clara.memory.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerTest {
    private static final String ONE =
            "{\"message\": 1, \"quote\": \"I answer to Otto\", \"from\": \"I\", \"predicate\": \"boss\", \"to\": \"Otto\", \"ended\": false}";
    private static final Claim OTTO = new Claim("I answer to Otto", "I", "boss", "Otto", false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%s]",
                "%s",
                "Here you are:\n```json\n[%s]\n```\nAnything else?",
                "[{\"message\": 1, \"quote\": 7}, %s]",
                "{\"relations\": [%s]}",
                "{broken {\"quote\": [%s, {\"message\": 1, \"quote\": \"cut of",
                "{\"note\": \"a { brace\"}\n%s",
                "%s\n{\"message\": 1, \"quote\": \"\", \"from\": \"I\", \"predicate\": \"boss\", \"to\": \"Otto\"}",
                "%s\n{\"message\": 9, \"quote\": \"x\", \"from\": \"I\", \"predicate\": \"boss\", \"to\": \"Otto\"}",
                "%s\n{\"message\": \"two\", \"quote\": \"x\", \"from\": \"I\", \"predicate\": \"boss\", \"to\": \"Otto\"}",
            })
    void whatCanBeReadIsRead(String answer) {
        assertThat(Answer.read(answer.formatted(ONE), 2, 5)).contains(Map.of(1, List.of(OTTO)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "```json\n[ ]\n```", "There is nothing: []"})
    void nothingIsAnAnswer(String answer) {
        assertThat(Answer.read(answer, 2, 5)).contains(Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "I cannot help with that.", "{\"message\": 1", "[{\"a\": 1}", "{{{{{{", "<html>502</html>"})
    void anythingElseIsNone(String answer) {
        assertThat(Answer.read(answer, 2, 5)).isEmpty();
    }

    @Test
    void oneMessageTellsSoMuchAtMost() {
        String many = IntStream.range(0, 100).mapToObj(_ -> ONE).collect(Collectors.joining("\n"));
        assertThat(Answer.read(many + ONE.replace("\"message\": 1", "\"message\": 2"), 2, 5)
                        .orElseThrow())
                .hasEntrySatisfying(1, own -> assertThat(own).hasSize(5))
                .hasEntrySatisfying(2, own -> assertThat(own).hasSize(1));
    }

    @Test
    void whatNobodyCouldHaveQuotedIsLeftOut() {
        String longest = "a".repeat(Answer.QUOTE_CHARS_MAX);
        assertThat(Answer.read(ONE.replace("I answer to Otto", longest), 1, 5).orElseThrow())
                .hasSize(1);
        assertThat(Answer.read(ONE.replace("I answer to Otto", longest + "a"), 1, 5)
                        .orElseThrow())
                .isEmpty();
    }

    /** PostgreSQL takes neither the character zero nor half of a pair. */
    @Test
    void whatNoDatabaseTakesIsTakenOut() {
        assertThat(Answer.read(ONE.replace("\"Otto\"", "\"Ot\\u0000to\\ud800\""), 1, 5)
                        .orElseThrow())
                .hasEntrySatisfying(1, own -> assertThat(own.getFirst().to()).isEqualTo("Ot to"));
    }
}
