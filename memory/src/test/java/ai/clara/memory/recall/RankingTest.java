package ai.clara.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.memory.question.Inquiry;
import ai.clara.memory.question.Roster;
import ai.clara.memory.store.Found;
import ai.clara.memory.store.Marks;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.SessionId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final PersonId INGE = new PersonId(new UUID(2, 2));
    private static final PersonId PAVEL = new PersonId(new UUID(2, 3));
    private static final Inquiry ABOUT_INGE = inquiry("Where did Inge sleep?");
    private static final Weights WEIGHTS = Weights.shipped();

    @Test
    void whoSaidItAndWhetherItTells() {
        assertThat(order(ABOUT_INGE, found(1, 1, PAVEL, 0.8, 0), found(2, 50, INGE, 0.8, 0)))
                .containsExactly(2, 1);
        assertThat(order(ABOUT_INGE, found(1, 1, INGE, 0.8, 1), found(2, 50, INGE, 0.8, 0)))
                .containsExactly(2, 1);
        assertThat(order(ABOUT_INGE, found(1, 1, PAVEL, 0.9, 0), found(2, 50, INGE, 0.8, 0)))
                .as("a bonus, never a filter")
                .containsExactly(1, 2);
    }

    @Test
    void ofEqualOnesTheNewerFirst() {
        assertThat(order(ABOUT_INGE, found(1, 1, INGE, 0.8, 0), found(2, 50, INGE, 0.8, 0)))
                .containsExactly(2, 1);
        assertThat(order(ABOUT_INGE, found(2, 50, INGE, 0.8, 0), found(1, 1, INGE, 0.8, 0)))
                .containsExactly(2, 1);
    }

    @Test
    void whatStandsBesideAGoodOneIsLifted() {
        assertThat(order(
                        ABOUT_INGE,
                        found(1, 10, INGE, 0.90, 0),
                        found(2, 11, PAVEL, 0.80, 0),
                        found(3, 30, PAVEL, 0.80, 0)))
                .containsExactly(1, 2, 3);
    }

    @Test
    void theTimeAskedFor() {
        Inquiry march = inquiry("Where did Inge sleep in March 2024?");
        Found then = found(1, 1, INGE, 0.80, 0, LocalDateTime.of(2024, 3, 5, 12, 0));
        Found later = found(2, 50, INGE, 0.82, 0, LocalDateTime.of(2025, 3, 5, 12, 0));
        assertThat(order(march, then, later)).containsExactly(1, 2);
        assertThat(order(ABOUT_INGE, then, later)).containsExactly(2, 1);
    }

    @Test
    void withoutAVectorItIsNoNearerThanTheFarthest() {
        assertThat(order(
                        ABOUT_INGE,
                        found(1, 1, INGE, Double.NaN, 0),
                        found(2, 30, INGE, 0.81, 0),
                        found(3, 60, INGE, 0.80, 0)))
                .startsWith(2);
    }

    @Test
    void whatWasSaidAgainTakesOnePlace() {
        List<Repeated> all = Repeated.of(Ranking.of(
                WEIGHTS,
                ABOUT_INGE,
                List.of(
                        like(found(1, 1, INGE, 0.9, 0), 77),
                        like(found(2, 30, INGE, 0.7, 0), 77),
                        like(found(3, 60, PAVEL, 0.8, 0), 77))));
        assertThat(all).hasSize(2);
        assertThat(all.getFirst().newest().document()).isEqualTo(2);
        assertThat(all.getFirst().times()).isEqualTo(2);
        assertThat(all.getFirst().first()).isEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void whoTellsMostOfItDecidesWhetherAnAnswerIsLikely() {
        List<Found> byInge = List.of(found(1, 1, INGE, 0.92, 0), found(2, 9, PAVEL, 0.78, 0));
        List<Found> byPavel = List.of(found(1, 1, INGE, 0.78, 0), found(2, 9, PAVEL, 0.92, 0));
        assertThat(Likelihood.certainty(WEIGHTS, ABOUT_INGE, byInge)).isPositive();
        assertThat(Likelihood.certainty(WEIGHTS, ABOUT_INGE, byPavel)).isNegative();
        assertThat(Likelihood.certainty(WEIGHTS, ABOUT_INGE, List.of())).isNaN();
    }

    @Test
    void weightsAreReadStrictly() {
        List<String> lines = new ArrayList<>(List.of("embedder = x"));
        for (String name : List.of(
                "nearness",
                "words",
                "speaker",
                "neighbours",
                "session",
                "asking",
                "time",
                "graph",
                "answer.subject",
                "answer.lead",
                "answer.lead-own",
                "answer.telling",
                "answer.coverage",
                "answer.bias",
                "answer.threshold-alone")) {
            lines.add(name + " = 1");
        }
        assertThatThrownBy(() -> Weights.read(lines)).hasMessageContaining("answer.threshold");
        lines.add("answer.threshold = -1.5");
        assertThat(Weights.read(lines).of(Weights.Weight.ANSWER_THRESHOLD)).isEqualTo(-1.5);
        lines.add("nearnes = 2");
        assertThatThrownBy(() -> Weights.read(lines)).hasMessageContaining("nearnes = 2");
        lines.set(lines.size() - 1, "nearness = 2");
        assertThatThrownBy(() -> Weights.read(lines)).hasMessageContaining("twice");
    }

    private static Inquiry inquiry(String question) {
        Roster roster = Roster.of(Map.of(INGE, Set.of("Inge"), PAVEL, Set.of("Pavel")));
        return Inquiry.of(question, PAVEL, roster, LocalDate.of(2026, 3, 11));
    }

    private static List<Integer> order(Inquiry inquiry, Found... found) {
        return Ranking.of(WEIGHTS, inquiry, List.of(found)).stream()
                .map(ranked -> ranked.found().document())
                .toList();
    }

    private static Found found(int document, long seq, PersonId author, double nearness, double asking) {
        return found(document, seq, author, nearness, asking, LocalDateTime.of(2020, 1, 1, 12, 0));
    }

    private static Found found(
            int document, long seq, PersonId author, double nearness, double asking, LocalDateTime local) {
        var marks = new Marks(
                new MessageRef(new UUID(9, document)),
                new SessionId(new UUID(8, seq < 20 ? 1 : seq < 45 ? 2 : 3)),
                author,
                seq,
                -1,
                Instant.ofEpochSecond(seq),
                local,
                asking,
                false,
                document,
                List.of());
        return new Found(document, marks, nearness, 0, 0, false);
    }

    private static Found like(Found found, long likeness) {
        Marks old = found.marks();
        var marks = new Marks(
                old.message(),
                old.session(),
                old.author(),
                old.seq(),
                old.people(),
                old.at().atOffset(ZoneOffset.UTC).toInstant(),
                old.local(),
                old.asking(),
                old.own(),
                likeness,
                old.days());
        return new Found(found.document(), marks, found.nearness(), found.words(), found.coverage(), found.alone());
    }
}
