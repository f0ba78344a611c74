package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "Forget that" is a deed, whatever the model. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ForgettingTest {
    @Test
    void forgetThatTakesBackWhatWasQuotedAndNothingElse() {
        try (Clara clara = Clara.fresh()) {
            List<String> lines = List.of(
                    "My canoe is moored in Narvik.",
                    "I work as a baker in Linz.",
                    "Where is my canoe moored?",
                    "Please forget that.",
                    "Forget that!",
                    "Where is my canoe moored?",
                    "Where do I work?");
            List<String> answers =
                    clara.pipe(lines, "chat", "--as", "mia").ended(0).answers();
            assertThat(answers).hasSize(7);
            assertThat(answers.get(2)).contains("Narvik");
            assertThat(answers.get(3)).startsWith("Forgotten");
            assertThat(answers.get(5)).doesNotContain("Narvik");
            assertThat(answers.get(6)).contains("Linz");
            assertThat(clara.run("memory", "list", "--as", "mia").ended(0).out())
                    .contains("Linz")
                    .doesNotContain("Narvik");
        }
    }

    @Test
    void withoutAnAnswerTheLastWordsGo() {
        try (Clara clara = Clara.fresh()) {
            clara.pipe(List.of("My bicycle is blue.", "My safe opens with 7341.", "forget what I just said"), "chat")
                    .ended(0);
            assertThat(clara.run("memory", "list").ended(0).out())
                    .contains("blue")
                    .doesNotContain("7341");
        }
    }
}
