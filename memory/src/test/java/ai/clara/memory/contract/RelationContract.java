package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.graph.GraphHome;
import ai.clara.spi.id.MessageRef;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever told that Rosa is their sister finds by "my sister" what was told of Rosa; words and vectors alone do not see it. */
interface RelationContract {
    ZonedDateTime LATER = LocalDate.of(2026, 9, 2).atTime(10, 0).atZone(ZoneOffset.UTC);
    int FIRST = 10;
    /** More than are looked at for who is who. */
    int MANY = 120;

    int FEW = 20;

    /** Memory with the graph; nobody of one draw meets anybody of another. */
    GraphHome home();

    @Test
    default void oneStepIsFoundByTheGraphAndNotWithoutIt() {
        judge("one step", (home, draw) -> Kin.oneStep(home, draw, true, MANY), 49, 40);
    }

    @Test
    default void whomSomebodyMetIsFoundByTheGraphAndNotWithoutIt() {
        judge("two steps", Kin::twoSteps, 49, 10);
    }

    @Test
    default void theKinOfKinIsFoundByTheGraphAndNotWithoutIt() {
        judge("kin of kin", Kin::kinOfKin, 45, 25);
    }

    @Test
    default void theKinOfWhoLivesSomewhereIsFoundByTheGraphAndNotWithoutIt() {
        judge("who lives", Kin::whoLives, 45, 25);
    }

    @Test
    default void theKinOfWhoWorksSomewhereIsFoundByTheGraphAndNotWithoutIt() {
        judge("who works", Kin::whoWorks, 45, 25);
    }

    @Test
    default void ofWhomNothingWasToldTheGraphAddsNothing() {
        List<Kin.Asked> nobody = drawn("nobody", (home, draw) -> Kin.oneStep(home, draw, false, FEW));
        home().graph(false);
        List<List<MessageRef>> without = nobody.stream().map(this::found).toList();
        home().graph(true);
        assertThat(nobody.stream().map(this::found).toList()).isEqualTo(without);
    }

    private List<Kin.Asked> drawn(String kind, BiFunction<GraphHome, Draw, Kin.Asked> telling) {
        List<Kin.Asked> asked = IntStream.rangeClosed(1, Behaviour.DRAWS)
                .mapToObj(seed -> telling.apply(home(), new Draw(kind, seed)))
                .toList();
        home().followed();
        return asked;
    }

    /**
     * @param least draws of fifty with all evidence among the first, with the graph
     * @param below and without it
     */
    private void judge(String kind, BiFunction<GraphHome, Draw, Kin.Asked> telling, long least, long below) {
        List<Kin.Asked> asked = drawn(kind, telling);
        long with = whole(asked, true);
        long without = whole(asked, false);
        System.out.printf("%s: %d without and %d with the graph of %d%n", kind, without, with, asked.size());
        assertThat(with).as(() -> "missed: " + missed(asked)).isGreaterThanOrEqualTo(least);
        assertThat(without).as("the twin").isLessThan(below);
    }

    /** In how many draws all evidence stands among the first. */
    private long whole(List<Kin.Asked> asked, boolean graph) {
        home().graph(graph);
        try {
            return asked.stream()
                    .filter(question -> found(question).containsAll(question.evidence()))
                    .count();
        } finally {
            home().graph(true);
        }
    }

    private List<String> missed(List<Kin.Asked> asked) {
        var missed = new ArrayList<String>();
        for (Kin.Asked question : asked) {
            List<MessageRef> found = found(question);
            question.evidence().stream()
                    .filter(message -> !found.contains(message))
                    .forEach(message -> missed.add(question.question() + " <- " + text(message)));
        }
        return missed;
    }

    private String text(MessageRef message) {
        return home().rows("select body from messages where id = '" + message.value() + "'")
                .getFirst();
    }

    private List<MessageRef> found(Kin.Asked asked) {
        return home().recall(asked.person().viewer(), asked.question(), LATER, FIRST);
    }
}
