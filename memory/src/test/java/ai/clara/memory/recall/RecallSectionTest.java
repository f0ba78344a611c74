package ai.clara.memory.recall;

import static ai.clara.memory.recall.House.ALEX;
import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.id.TurnId;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecallSectionTest {
    private final Told told = new Told();

    @TempDir
    private Path home;

    @Test
    void answersFromWhatWasToldAndNeverFromTheQuestion() {
        told.say(ALEX, "My sister moved to Graz last spring");
        Recollection found = ask("Where does my sibling live?");
        assertThat(found.answerable()).isTrue();
        assertThat(found.evidence()).extracting(Evidence::text).containsExactly("My sister moved to Graz last spring");
    }

    @Test
    void whatWasNeverToldSupportsNothing() {
        told.say(ALEX, "My sister is a vet");
        assertThat(ask("What does my brother do for a living?").answerable()).isFalse();
    }

    @Test
    void everythingIsWhatWasToldNewestFirstWithoutQuestions() {
        told.say(ALEX, "My sister is a vet");
        told.say(ALEX, "What time is it?");
        told.say(ALEX, "I keep bees in the garden");
        Recollection found = ask("What do you know about me?");
        assertThat(found.evidence())
                .extracting(Evidence::text)
                .containsExactly("I keep bees in the garden", "My sister is a vet");
    }

    @Test
    void staysWithinItsBudget() {
        for (int i = 0; i < 12; i++) {
            told.say(ALEX, "I keep bees in garden number " + i + " " + "and flowers ".repeat(200));
        }
        Recollection found = ask("What do you know about me?");
        assertThat(found.evidence()).isNotEmpty();
        assertThat(found.evidence().stream().mapToInt(e -> e.text().length()).sum())
                .isLessThan(1500 * 4);
    }

    @Test
    void aBurstThatTheIndexDoesNotHoldYetIsFoundToItsBeginning() {
        told.say(ALEX, "I keep bees in the garden");
        try (var house = new House(home, told)) {
            assertThat(house.indexed(ALEX)).isTrue();
            // What loads at the first question would give the index time.
            assertThat(house.ask(ALEX, "What do I keep?").answerable()).isTrue();
            told.say(ALEX, "My sister moved to Graz last spring");
            for (int i = 0; i < 30; i++) {
                told.say(ALEX, "The hive number " + i + " stands near the fence");
            }
            Recollection found =
                    ask(house, told.say(ALEX, "Where does my sibling live?"), "Where does my sibling live?");
            assertThat(found.evidence()).extracting(Evidence::text).startsWith("My sister moved to Graz last spring");
        }
    }

    private Recollection ask(String text) {
        MessageRef asked = told.say(ALEX, text);
        try (var house = new House(home, told)) {
            assertThat(house.indexed(ALEX)).isTrue();
            return ask(house, asked, text);
        }
    }

    private Recollection ask(House house, MessageRef asked, String text) {
        var turn = new TurnView(
                new TurnId(UUID.randomUUID()),
                ALEX,
                "Alex",
                Viewer.direct(ALEX),
                new ConversationId(ALEX.value()),
                new ConversationKey("terminal", ConversationKey.Kind.DIRECT, ALEX.toString()),
                new SessionId(UUID.randomUUID()),
                Project.DEFAULT,
                asked,
                told.heads().getFirst().lastSeq(),
                text,
                Instant.EPOCH,
                ZoneOffset.UTC,
                "");
        var content = house.bean(RecallSection.class).render(turn).orElseThrow();
        return ((SectionContent.Recalled) content).recollection();
    }
}
