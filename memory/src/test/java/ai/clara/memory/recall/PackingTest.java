package ai.clara.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.store.Words;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.prompt.TokenGuess;
import ai.clara.spi.prompt.Wording;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PackingTest {
    private static final int TOKENS = 300;
    private int said;

    @Test
    void whatDoesNotFitLeavesItsRoomToTheNext() {
        List<Evidence> packed = pack(List.of(
                evidence("a ".repeat(290), 9, 0),
                evidence("b ".repeat(290), 8, 0),
                evidence("A tent in the wood", 7, 0)));
        assertThat(packed).extracting(Evidence::score).containsExactly(9.0, 7.0);
    }

    @Test
    void neverMoreThanItsTokensAsItReads() {
        var evidence = new ArrayList<Evidence>();
        for (int i = 0; i < 80; i++) {
            evidence.add(evidence("I slept in tent number " + i, 80 - i, 0));
        }
        List<Evidence> packed = pack(evidence);
        String text = Wording.remembered(new Recollection(packed, false, true, -1), ZoneOffset.UTC);
        assertThat(TokenGuess.of(text)).isBetween(TOKENS * 3 / 4, TOKENS);
        assertThat(packed).isEqualTo(evidence.subList(0, packed.size()));
    }

    @Test
    void ofALongMessageTheSentencesThatMatter() {
        String text = "We talked of this and that. ".repeat(60) + "My aunt came too. The tent stood by the lake. "
                + "It rained. ".repeat(40);
        assertThat(pack(List.of(evidence(text, 9, 0))))
                .singleElement()
                .satisfies(one -> assertThat(one.text())
                        .contains("The tent stood by the lake.")
                        .contains("My aunt came too.")
                        .hasSizeLessThan(620));
    }

    @Test
    void whatMayBeQuotedIsInItHoweverLateItComes() {
        var evidence = new ArrayList<Evidence>();
        for (int i = 0; i < 40; i++) {
            evidence.add(evidence("I slept in tent number " + i + " of them all", 80 - i, 0));
        }
        evidence.add(evidence("The tent stood by the lake", 1, 0.7));
        assertThat(pack(evidence).getLast().supports()).isTrue();
    }

    @Test
    void readsInTheOrderOfTimeUnderDaysAndPlaces() {
        var early = new Evidence(
                new MessageRef(new UUID(1, 1)),
                "Inge",
                true,
                place(),
                Instant.EPOCH,
                "first",
                1,
                0,
                1,
                Instant.EPOCH,
                Optional.empty());
        Instant next = Instant.EPOCH.plusSeconds(86_400);
        var late = new Evidence(
                new MessageRef(new UUID(1, 2)),
                "Inge",
                true,
                place(),
                next,
                "again",
                2,
                0,
                3,
                Instant.EPOCH,
                Optional.empty());
        assertThat(Wording.remembered(new Recollection(List.of(late, early), false, false, Double.NaN), ZoneOffset.UTC))
                .endsWith("""
                        Thu, 1 Jan 1970, direct:
                        - Inge: first
                        Fri, 2 Jan 1970, direct:
                        - Inge: again (said 3 times, first on Thu, 1 Jan 1970)""");
        assertThat(Wording.remembered(new Recollection(List.of(late), false, true, -1), ZoneOffset.UTC))
                .contains("not certain");
    }

    private List<Evidence> pack(List<Evidence> evidence) {
        var viewer = Viewer.direct(new PersonId(new UUID(1, 9)));
        var asked = new Asked(
                viewer,
                Optional.empty(),
                "Where did the tent stand by the lake?",
                Optional.empty(),
                Instant.EPOCH,
                ZoneOffset.UTC);
        return new Packing(asked, TOKENS, new Words()).of(evidence);
    }

    private Evidence evidence(String text, double score, double support) {
        Instant at = Instant.EPOCH.plusSeconds(++said);
        return new Evidence(
                new MessageRef(new UUID(1, said)),
                "Inge",
                true,
                place(),
                at,
                text,
                score,
                support,
                1,
                at,
                Optional.empty());
    }

    private static ConversationKey place() {
        return new ConversationKey("terminal", ConversationKey.Kind.DIRECT, "inge");
    }
}
