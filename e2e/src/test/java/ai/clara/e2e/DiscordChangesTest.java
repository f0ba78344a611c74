package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.model.Gate;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people change and take back, before and after it was answered. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@ExtendWith(DiscordTown.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordChangesTest {
    private final DiscordTown town;

    DiscordChangesTest(DiscordTown town) {
        this.town = town;
    }

    @AfterEach
    void inOrder() {
        town.isInOrder();
    }

    @Test
    void anEditBeforeTheAnswerChangesTheQuestion() {
        Place room = town.channel("Library", "edits");
        Person guest = town.person("Rosa");
        town.when("old-edit-word", Script.say("The old answer begins. ").hold(new Gate()));
        Said said = town.asks(room, guest, "old-edit-word?");
        room.awaitReply(said, DiscordTown.PATIENCE);
        said.edit(town.discord().clara().mention() + " fresh-edit-word?");

        town.answered(said, DiscordTown.heard("fresh-edit-word?"));
        town.quiet();
        assertThat(room.byClaraAfter(said)).hasSize(1);
        assertThat(town.question("old-edit-word").clientClosed(DiscordTown.A_WHILE))
                .isTrue();
        assertThat(town.remembers("old-edit-word")).isFalse();
        assertThat(town.question("fresh-edit-word").request().prompt()).doesNotContain("old-edit-word");
    }

    @Test
    void anEditOfAWaitingQuestionIsWhatIsAsked() {
        Place room = town.channel("Library", "waiting edits");
        Person guest = town.person("Rolf");
        var gate = new Gate();
        town.when("busy-word", Script.start().hold(gate).then("Now I have time."));
        town.asks(room, guest, "busy-word");
        town.question("busy-word");
        Said waiting = town.asks(room, guest, "stale-word?");
        waiting.edit(town.discord().clara().mention() + " recent-word?");
        town.quiet();
        gate.open();

        town.answered(waiting, DiscordTown.heard("recent-word?"));
        assertThat(town.questions("stale-word")).isEmpty();
    }

    @Test
    void anEditAfterwardsIsWhatIsRemembered() {
        Place dm = town.direct(town.person("Sven"));
        Person guest = town.person("Sven");
        town.when("is moored in", Script.say("Noted."));
        Said told = dm.says(guest, "My green canoe is moored in Bodoe.");
        town.answered(told, "Noted.");
        town.quiet();
        told.edit("My green canoe is moored in Hammerfest.");
        ModelServer.await("the edit is stored", () -> town.remembers("Hammerfest"));

        town.answered(
                dm.says(guest, "Where is my green canoe moored?"),
                DiscordTown.heard("Where is my green canoe moored?"));
        String shown = town.question("Where is my green canoe").request().prompt();
        assertThat(shown).contains("Hammerfest").doesNotContain("Bodoe");
        assertThat(town.remembers("Bodoe")).isFalse();

        Place room = town.channel("Library", "later");
        town.when("green canoe lie", request -> Script.say("It is " + DiscordTown.asked(request)));
        town.answered(town.asks(room, guest, "Does a green canoe lie here?"), "It is Does a green canoe lie here?");
        assertThat(town.question("green canoe lie").request().prompt()).doesNotContain("Hammerfest", "Bodoe");
        town.quiet();
        assertThat(DiscordTown.repliesTo(told)).hasSize(1);
    }

    @Test
    void aDeletionCancelsThePendingAnswer() {
        Place room = town.channel("Library", "deletions");
        Person guest = town.person("Tara");
        town.when("gone-word", Script.start().hold(new Gate()));
        Said said = town.asks(room, guest, "gone-word");
        town.question("gone-word");
        Said waiting = town.asks(room, guest, "waiting-gone-2");
        waiting.delete();
        said.delete();
        assertThat(town.question("gone-word").clientClosed(DiscordTown.A_WHILE)).isTrue();

        town.heardAndAnswered(room, guest, "what is left?");
        town.quiet();
        assertThat(room.byClara()).hasSize(1);
        assertThat(town.questions("waiting-gone-2")).isEmpty();
        assertThat(town.question("what is left?").request().prompt()).doesNotContain("gone-");
        assertThat(town.remembers("gone-")).isFalse();
    }

    @Test
    void aDeletionWhileTheAnswerIsShownEndsIt() {
        Place room = town.channel("Library", "deletions in the middle");
        Person guest = town.person("Tim");
        town.when("middle-word", Script.say("A first sentence of it. ").hold(new Gate()));
        Said said = town.asks(room, guest, "middle-word");
        room.awaitReply(said, DiscordTown.PATIENCE);
        said.delete();
        assertThat(town.question("middle-word").clientClosed(DiscordTown.PATIENCE))
                .isTrue();
        int ended = town.discord().now();
        DiscordTown.pause(DiscordTown.A_WHILE);
        assertThat(town.requests(room, ended)).isEmpty();
        assertThat(town.remembers("middle-word")).isFalse();
    }

    @Test
    void whatWasDeletedIsNeverShownToTheModelAgain() {
        Place room = town.channel("Library", "forgetting");
        Person guest = town.person("Ute");
        town.when("secret drawer", Script.say("I see."));
        Said one = town.asks(room, guest, "The key of my secret drawer is Zqbanu.");
        Said two = town.asks(room, guest, "The colour of my secret drawer is Zqkofi.");
        Said three = town.asks(room, guest, "The place of my secret drawer is Zqmelo.");
        Said four = town.asks(room, guest, "The size of my secret drawer is Zqpado.");
        List.of(one, two, three, four).forEach(said -> town.answered(said, "I see."));
        town.quiet();
        two.delete();
        room.bulkDelete(three, four);
        ModelServer.await("all are forgotten", () -> !town.remembers("Zqkofi") && !town.remembers("Zqpado"));

        String question = "What do you know of the drawer?";
        town.answered(town.asks(room, guest, question), DiscordTown.heard(question));
        Request shown = town.question(question).request();
        assertThat(shown.prompt()).contains("Zqbanu").doesNotContain("Zqkofi", "Zqmelo", "Zqpado");
        town.quiet();
        assertThat(DiscordTown.repliesTo(one)).hasSize(1);
    }
}
