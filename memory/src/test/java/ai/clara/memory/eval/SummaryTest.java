package ai.clara.memory.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SummaryTest {
    private final Summary summary = new Summary(new EvalOptions(Path.of("c"), Path.of("o"), 10, OptionalInt.of(100)));

    @Test
    void sharesAnyAndAllAreMeansOverQuestions() {
        // One of two within five, both within ten; then the only one at the first place.
        summary.add(ranked("a", "context of one", "t1", "x2", "x3", "x4", "x5", "t2"), key("multi-hop", "t1", "t2"));
        summary.add(ranked("b", "says t1", "t1"), key("single-hop", "t1"));
        assertThat(row("all")).containsExactly("2", "75.0", "100.0", "100.0", "100.0", "50.0", "100.0", "50.0");
        assertThat(row("multi-hop")).containsExactly("1", "50.0", "100.0", "100.0", "100.0", "0.0", "100.0", "0.0");
        assertThat(summary.text()).contains("recall@10").doesNotContain("recall@20");
    }

    @Test
    void adversarialStandsApartAndWhatHasNoEvidenceDoesNotCount() {
        summary.add(ranked("a", "says t1", "t1"), key("single-hop", "t1"));
        summary.add(ranked("b", "", "x1"), key("adversarial", "t1"));
        summary.add(ranked("c", "", "x1"), key("single-hop"));
        assertThat(row("all").getFirst()).isEqualTo("1");
        assertThat(row("adversarial, apart").subList(0, 2)).containsExactly("1", "0.0");
        assertThat(summary.text()).contains("3 questions ranked, 1 of them without evidence");
    }

    @Test
    void withoutEvidenceThereIsNothingToCount() {
        summary.add(ranked("a", "", "t1"), AnswerKey.NONE);
        assertThat(summary.text()).isEqualTo("1 questions ranked; none has evidence to count.\n");
    }

    private List<String> row(String name) {
        String line = summary.text()
                .lines()
                .filter(one -> one.strip().startsWith(name))
                .findFirst()
                .orElseThrow();
        return Stream.of(line.strip().substring(name.length()).strip().split("\\s+"))
                .toList();
    }

    private static Ranked ranked(String question, String context, String... turns) {
        return new Ranked(question, List.of(turns), Optional.of(new Ranked.Context(context, 1)));
    }

    private static AnswerKey key(String category, String... turns) {
        return new AnswerKey(
                category,
                IntStream.range(0, turns.length)
                        .mapToObj(i -> new AnswerKey.Evidence(turns[i], "says " + turns[i]))
                        .toList());
    }
}
