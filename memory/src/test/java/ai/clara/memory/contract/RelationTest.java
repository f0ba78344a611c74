package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.graph.GraphHome;
import ai.clara.spi.id.MessageRef;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever told that Rosa is their sister finds by "my sister" what was told of Rosa; words and vectors alone do not see it. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RelationTest {
    private static final ZonedDateTime LATER =
            LocalDate.of(2026, 9, 2).atTime(10, 0).atZone(ZoneOffset.UTC);
    private static final int FIRST = 10;
    /** More than are looked at for who is who. */
    private static final int MANY = 120;

    private static final int FEW = 20;

    private final GraphHome home = new GraphHome();
    private final List<Kin.Asked> one = new ArrayList<>();
    private final List<Kin.Asked> two = new ArrayList<>();
    private final List<Kin.Asked> nobody = new ArrayList<>();

    @BeforeAll
    void tell() {
        for (int seed = 1; seed <= Behaviour.DRAWS; seed++) {
            one.add(Kin.oneStep(home, new Draw("one step", seed), true, MANY));
            two.add(Kin.twoSteps(home, new Draw("two steps", seed)));
            nobody.add(Kin.oneStep(home, new Draw("nobody", seed), false, FEW));
        }
        home.followed();
    }

    @AfterAll
    void close() {
        home.close();
    }

    @Test
    void oneStepIsFoundByTheGraphAndNotWithoutIt() {
        long with = whole(one, true);
        long without = whole(one, false);
        assertThat(with).isGreaterThanOrEqualTo(49);
        assertThat(without).as("the twin").isLessThan(40);
    }

    @Test
    void twoStepsAreFoundByTheGraphAndNotWithoutIt() {
        long with = whole(two, true);
        long without = whole(two, false);
        assertThat(with).isGreaterThanOrEqualTo(49);
        assertThat(without).as("the twin").isLessThan(10);
    }

    @Test
    void ofWhomNothingWasToldTheGraphAddsNothing() {
        Function<Kin.Asked, List<MessageRef>> asked = this::found;
        home.graph(false);
        List<List<MessageRef>> without = nobody.stream().map(asked).toList();
        home.graph(true);
        assertThat(nobody.stream().map(asked).toList()).isEqualTo(without);
    }

    /** In how many draws all evidence stands among the first. */
    private long whole(List<Kin.Asked> asked, boolean graph) {
        home.graph(graph);
        try {
            return asked.stream()
                    .filter(question -> found(question).containsAll(question.evidence()))
                    .count();
        } finally {
            home.graph(true);
        }
    }

    private List<MessageRef> found(Kin.Asked asked) {
        return home.recall(asked.person().viewer(), asked.question(), LATER, FIRST);
    }
}
