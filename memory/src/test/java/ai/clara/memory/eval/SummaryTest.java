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
    void sharesAnyAllAndRankAreMeansOverQuestions() {
        // One of two within five, both within ten; then the only one at the second place.
        summary.add(ranked("a", 1, "context of one", "t1", "x2", "x3", "x4", "x5", "t2"), key("multi-hop", "t1", "t2"));
        summary.add(ranked("b", 1, "says t1", "x1", "t1"), key("single-hop", "t1"));
        assertThat(row("all")).containsExactly("2", "75.0", "100.0", "100.0", "100.0", "75.0", "50.0");
        assertThat(row("multi-hop")).containsExactly("1", "50.0", "100.0", "100.0", "100.0", "100.0", "0.0");
        assertThat(summary.text()).contains("rec@10").doesNotContain("rec@20");
    }

    @Test
    void whatIsNotFoundCountsAsNothing() {
        summary.add(ranked("a", 0, "", "x1", "x2"), key("single-hop", "t1", "t2"));
        assertThat(row("all")).containsExactly("1", "0.0", "0.0", "0.0", "0.0", "0.0", "0.0");
    }

    @Test
    void adversarialStandsApartAndWhatHasNoEvidenceDoesNotCount() {
        summary.add(ranked("a", 1, "says t1", "t1"), key("single-hop", "t1"));
        summary.add(ranked("b", 1, "", "x1"), key("adversarial", "t1"));
        summary.add(ranked("c", 1, "", "x1"), key("single-hop"));
        assertThat(row("all").getFirst()).isEqualTo("1");
        assertThat(row("adversarial, apart").subList(0, 2)).containsExactly("1", "0.0");
        assertThat(summary.text()).contains("3 questions ranked, 1 of them without evidence");
    }

    @Test
    void refusalsCountWhereTheEvidenceWasThere() {
        summary.add(ranked("a", 3, "says t1", "t1"), key("single-hop", "t1"));
        summary.add(ranked("b", 0, "says t1", "t1"), key("single-hop", "t1"));
        // Refused rightly: what answers is not in the context.
        summary.add(ranked("c", 0, "", "x1"), key("single-hop", "t1"));
        summary.add(ranked("d", 2, "", "x1"), key("adversarial", "t1"));
        summary.add(ranked("e", 0, "", "x1"), key("adversarial", "t1"));
        assertThat(summary.text()).contains("50.0 % of the 2 questions");
        // 3 wins twice; 0 loses once and draws once, twice.
        assertThat(summary.text()).contains("AUROC 0.500 against 2 adversarial");
        summary.elsewhere(ranked("f", 1, "", "x1"), key("single-hop", "t9"));
        summary.elsewhere(ranked("g", 5, "", "x1"), key("adversarial", "t9"));
        assertThat(summary.text()).contains("AUROC 0.333 against 1 questions of the next");
    }

    @Test
    void withoutEvidenceThereIsNothingToCount() {
        summary.add(ranked("a", 1, "", "t1"), AnswerKey.NONE);
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

    private static Ranked ranked(String question, double score, String context, String... turns) {
        return new Ranked(question, List.of(turns), score > 0, score, Optional.of(new Ranked.Context(context, 1)));
    }

    private static AnswerKey key(String category, String... turns) {
        return new AnswerKey(
                category,
                IntStream.range(0, turns.length)
                        .mapToObj(i -> new AnswerKey.Evidence(turns[i], "says " + turns[i]))
                        .toList());
    }
}
