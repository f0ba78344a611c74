package ai.clara.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.memory.Evidence;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another embedder is chosen: the former answers until every message has a vector of the new one, whatever ends memory meanwhile. */
@Tag("slow")
@Timeout(300)
final class ChangeoverTest {
    /** Three portions. */
    private static final int TOLD = 150;

    private static final int PORTION = 64;
    private static final List<Integer> ASKED = List.of(0, 3, 17, 63, 64, 100, 127, 128, 149);

    private final NamedEmbedder former = new NamedEmbedder("former/1");
    private final NamedEmbedder next = new NamedEmbedder("next/1");
    private final Lodging lodging = new Lodging();
    private List<List<Evidence>> before = List.of();

    @BeforeEach
    void told() {
        lodging.in(former);
        for (int i = 0; i < TOLD; i++) {
            lodging.tell(told(i));
        }
        lodging.followed();
        before = recalled();
        assertThat(before).isEqualTo(recalled());
        assertThat(ASKED)
                .allSatisfy(i -> assertThat(lodging.texts(question(i))).first().isEqualTo(told(i)));
        lodging.out();
    }

    @AfterEach
    void leave() {
        lodging.close();
    }

    private static String told(int i) {
        return "The k" + i + "a stands in room " + (i * 7 + 300);
    }

    /** No word of it is in what was told. */
    private static String question(int i) {
        return "Where is my k" + i + "b?";
    }

    private List<List<Evidence>> recalled() {
        return ASKED.stream().map(i -> lodging.recall(question(i))).toList();
    }

    @Test
    void theFormerAnswersUntilEveryMessageHasAVectorOfTheNext() {
        next.allow(0);
        lodging.in(next, former);
        lodging.awaitStatus("last error: next/1 is busy.");
        assertThat(lodging.answering()).isEqualTo("former/1");
        lodging.awaitStatus("embedder: former/1 (ready), changing to next/1: 150 messages to go");
        assertThat(recalled()).isEqualTo(before);

        next.allow(PORTION);
        lodging.awaitStatus("changing to next/1: 86 messages to go");
        assertThat(recalled()).isEqualTo(before);

        lodging.say(told(200));
        assertThat(lodging.texts(question(200))).first().isEqualTo(told(200));
        lodging.awaitStatus("changing to next/1: 87 messages to go");
        assertThat(next.queries()).as("the next is not asked before it answers").isZero();

        next.allow(Long.MAX_VALUE);
        lodging.awaitStatus("embedder: next/1 (ready);");
        long asked = former.queries();
        assertThat(ASKED)
                .allSatisfy(i -> assertThat(lodging.texts(question(i))).first().isEqualTo(told(i)));
        assertThat(lodging.texts(question(200))).first().isEqualTo(told(200));
        assertThat(next.queries()).isPositive();
        assertThat(former.queries()).as("the former is not asked any more").isEqualTo(asked);
        nothingTwice(next, TOLD + 1);
        nothingTwice(former, TOLD + 1);

        Lodging.await(() -> lodging.holding("former/1") == 0);
        lodging.say(told(201));
        assertThat(lodging.texts(question(201))).first().isEqualTo(told(201));
        assertThat(former.passages()).doesNotContainKey("Alex: " + told(201));
        assertThat(lodging.holding("next/1")).isEqualTo(TOLD + 2);
    }

    @Test
    void theSwitchIsDurableAndNeedsTheFormerNoMore() {
        lodging.in(next, former);
        lodging.awaitStatus("embedder: next/1 (ready);");
        List<List<Evidence>> after = recalled();
        lodging.killed();
        assertThat(lodging.answering()).isEqualTo("next/1");
        lodging.in(next);
        lodging.awaitStatus("embedder: next/1 (ready);");
        assertThat(recalled()).isEqualTo(after);
        nothingTwice(next, TOLD);
    }

    @Test
    void killedAfterEachPortionItEndsInTheSamePlace() {
        lodging.in(next, former);
        lodging.awaitStatus("embedder: next/1 (ready);");
        List<List<Evidence>> undisturbed = recalled();
        lodging.out();
        var third = new NamedEmbedder("third/1").allow(0);
        lodging.in(third, next);
        lodging.awaitStatus("changing to third/1: 150 messages to go");
        lodging.killed();
        for (int to : List.of(TOLD - PORTION, TOLD - 2 * PORTION)) {
            third.allow(PORTION);
            lodging.in(third, next);
            lodging.awaitStatus("changing to third/1: " + to + " messages to go");
            assertThat(recalled()).isEqualTo(undisturbed);
            lodging.killed();
        }
        lodging.in(third.allow(Long.MAX_VALUE), next);
        lodging.awaitStatus("embedder: third/1 (ready);");
        assertThat(ASKED)
                .allSatisfy(i -> assertThat(lodging.texts(question(i))).first().isEqualTo(told(i)));
        nothingTwice(third, TOLD);
        nothingTwice(next, TOLD);
        nothingTwice(former, TOLD);
    }

    @Test
    void withoutTheFormerWordsAnswerAndWhatTheNextHas() {
        next.allow(0);
        lodging.in(next);
        lodging.awaitStatus("embedder: next/1 (ready), 150 messages found by words alone");
        assertThat(lodging.texts(question(17))).isEmpty();
        assertThat(lodging.texts("What stands in room 419?")).first().isEqualTo(told(17));
        next.allow(Long.MAX_VALUE);
        lodging.awaitStatus("embedder: next/1 (ready);");
        assertThat(lodging.texts(question(17))).first().isEqualTo(told(17));
        nothingTwice(next, TOLD);
        nothingTwice(former, TOLD);
    }

    @Test
    void whenTheFormerFailsTheNextAnswersAsFarAsItHasCome() {
        next.allow(PORTION);
        lodging.in(next, former);
        lodging.awaitStatus("changing to next/1: 86 messages to go");
        former.failing(true);
        List<Integer> found = IntStream.range(0, TOLD)
                .filter(i -> next.passages().containsKey("Alex: " + told(i)))
                .boxed()
                .toList();
        assertThat(found).hasSize(PORTION);
        assertThat(lodging.texts(question(found.getFirst()))).first().isEqualTo(told(found.getFirst()));
        assertThat(lodging.status()).contains("last error: former/1 is busy.");
        former.failing(false);
        assertThat(recalled()).isEqualTo(before);
    }

    @Test
    void anIndexThatIsLostMeanwhileIsBuiltAgainFromBothAndTheFormerAnswersOn() {
        next.allow(PORTION);
        lodging.in(next, former);
        lodging.awaitStatus("changing to next/1: 86 messages to go");
        lodging.out();
        lodging.deleteIndex();
        lodging.in(next.allow(0), former);
        lodging.followed();
        lodging.awaitStatus("embedder: former/1 (ready), changing to next/1: 86 messages to go");
        assertThat(recalled()).isEqualTo(before);
        next.allow(Long.MAX_VALUE);
        lodging.awaitStatus("embedder: next/1 (ready);");
        nothingTwice(next, TOLD);
        nothingTwice(former, TOLD);
        lodging.out();
        lodging.deleteIndex();
        lodging.in(next, former);
        lodging.followed();
        assertThat(lodging.status()).contains("embedder: next/1 (ready);");
    }

    @Test
    void whoGoesBackIsAnsweredAtOnce() {
        next.allow(PORTION);
        lodging.in(next, former);
        lodging.awaitStatus("changing to next/1: 86 messages to go");
        lodging.out();
        lodging.in(former);
        assertThat(lodging.status()).contains("embedder: former/1 (ready);");
        assertThat(recalled()).isEqualTo(before);
        Lodging.await(() -> lodging.holding("next/1") == 0);
        assertThat(recalled()).isEqualTo(before);
        lodging.out();
        lodging.in(next.allow(Long.MAX_VALUE), former);
        lodging.awaitStatus("embedder: next/1 (ready);");
        nothingTwice(next, TOLD);
        nothingTwice(former, TOLD);
    }

    @Test
    void wordsThatChangeWhileTheyAreReadAreReadAgain() {
        next.meanwhile(() -> lodging.edit(told(5), told(300)));
        lodging.in(next, former);
        lodging.awaitStatus("embedder: next/1 (ready);");
        assertThat(lodging.texts(question(300))).first().isEqualTo(told(300));
        assertThat(lodging.texts(question(5))).doesNotContain(told(5));
        assertThat(next.passages()).containsEntry("Alex: " + told(300), 1);
    }

    private static void nothingTwice(NamedEmbedder embedder, int told) {
        assertThat(embedder.passages()).hasSize(told);
        assertThat(embedder.passages().values()).containsOnly(1);
    }
}
