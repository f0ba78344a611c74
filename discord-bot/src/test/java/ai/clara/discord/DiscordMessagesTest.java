package ai.clara.discord;

import static ai.clara.discord.RecordingInbox.BOUND;
import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Outbox;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.ConversationKey.Kind;
import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.discord.Seen;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The room with the real library against the fake Discord. */
@Timeout(240)
final class DiscordMessagesTest {
    private final FakeDiscord fake = FakeDiscord.start();
    private final RecordingInbox inbox = new RecordingInbox();
    private final Person ann = fake.person("Ann");
    private final Person ben = fake.person("Ben");
    private final Place books = fake.guild("Books").channel("general");
    private Wired wired;

    @BeforeEach
    void connect() {
        fake.guild("Books").join(ann).join(ben);
        wired = new Wired(fake, inbox).connected(fake, inbox);
    }

    @AfterEach
    void end() {
        wired.close();
        assertThat(fake.refusals()).isEmpty();
        fake.close();
    }

    private String clara() {
        return fake.clara().mention();
    }

    @Test
    void whatIsForClaraIsTakenInOnceWithItsPlace() {
        Person bot = fake.otherBot("Robo");
        books.says(ann, "nothing for anyone");
        books.says(bot, clara() + " I am a bot");
        books.webhookSays("Ann", clara() + " I am no Ann");
        Said first = books.says(ann, clara() + " what does " + ben.mention() + " read?");
        Seen answer = books.awaitClara(BOUND, seen -> seen.content().equals("You said: what does @Ben read?"));
        books.repliesQuietly(ben, answer.id(), "and I?");
        fake.dm(ann).says(ann, "only for you");
        Place thread = books.thread(ben, "poems");
        thread.says(ben, "in a thread " + clara());
        Place secret = books.privateThread(ben, "secret", fake.clara());
        secret.says(ben, clara() + " in secret");
        inbox.awaitText("in secret");
        inbox.await("five messages", () -> inbox.accepted.size() == 5);

        InboundMessage room = inbox.awaitText("what does @Ben read?");
        assertThat(room.conversation().kind()).isEqualTo(Kind.ROOM);
        assertThat(room.conversation().place()).isEqualTo(books.id());
        assertThat(room.author().name()).isEqualTo(ann.id());
        assertThat(room.authorName()).isEqualTo("Ann");
        assertThat(room.platformId()).isEqualTo(first.id());
        assertThat(room.within()).isEmpty();
        assertThat(inbox.awaitText("and I?").author().name()).isEqualTo(ben.id());
        InboundMessage direct = inbox.awaitText("only for you");
        assertThat(direct.conversation().kind()).isEqualTo(Kind.DIRECT);
        assertThat(direct.conversation().place()).isEqualTo(ann.id());
        InboundMessage threaded = inbox.awaitText("in a thread");
        assertThat(threaded.conversation().place()).isEqualTo(thread.id());
        assertThat(threaded.within()).contains(books.id());
        assertThat(inbox.awaitText("in secret").within()).isEmpty();
    }

    @Test
    void editsAndDeletionsReachTheInbox() {
        Said said = books.says(ann, clara() + " I like tea");
        inbox.awaitText("I like tea");
        said.edit(clara() + " I like coffee");
        inbox.await("an edit", () -> inbox.edited.size() == 1);
        assertThat(inbox.edited.getFirst().text()).isEqualTo("I like coffee");
        assertThat(inbox.edited.getFirst().platformId()).isEqualTo(said.id());
        said.delete();
        inbox.await("a deletion", () -> inbox.deleted.contains(said.id()));
        Said one = books.says(ann, clara() + " one");
        Said two = books.says(ann, "two");
        books.bulkDelete(one, two);
        inbox.await("deletions", () -> inbox.deleted.containsAll(List.of(one.id(), two.id())));
    }

    @Test
    void filesComeAlong() {
        byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
        fake.dm(ann).says(ann, "look", fake.file("notes.txt", "text/plain", bytes));
        InboundMessage message = inbox.awaitText("look");
        assertThat(message.parts()).hasSize(2);
        assertThat(message.parts().getLast())
                .isInstanceOfSatisfying(
                        Part.File.class, file -> assertThat(file.name()).isEqualTo("notes.txt"));
    }

    @Test
    void whatWasSaidWhileSheWasAwayIsReadInOrderBeforeWhatIsNew() {
        books.says(ann, clara() + " before");
        fake.dm(ben).says(ben, "direct before");
        inbox.awaitText("before");
        inbox.awaitText("direct before");
        fake.faults().offline();
        fake.awaitDisconnected(BOUND);
        for (int i = 0; i < 120; i++) {
            books.says(ben, "noise " + i);
        }
        books.says(ann, clara() + " missed one");
        books.says(ben, clara() + " missed two");
        Said help = books.says(ben, clara() + " help");
        fake.dm(ben).says(ben, "direct missed");
        fake.faults().online();
        fake.awaitConnected(BOUND);
        books.says(ann, clara() + " after");
        inbox.awaitText("after");
        inbox.awaitText("direct missed");
        assertThat(inbox.texts().stream().filter(text -> !text.startsWith("direct")))
                .containsExactly("before", "missed one", "missed two", "after");
        assertThat(inbox.accepted)
                .filteredOn(m -> m.text().startsWith("missed"))
                .extracting(m -> m.authorName())
                .containsExactly("Ann", "Ben");
        books.awaitReply(help, BOUND);
    }

    @Test
    void resumedConnectionLosesNothingAndTakesNothingTwice() {
        books.says(ann, clara() + " before");
        books.awaitClara(BOUND, seen -> seen.content().equals("You said: before"));
        fake.faults().replayOnResume(1);
        fake.faults().offlineKeepingSessions();
        books.says(ann, clara() + " meanwhile");
        fake.faults().online();
        inbox.awaitText("meanwhile");
        books.says(ann, clara() + " after");
        inbox.awaitText("after");
        assertThat(inbox.texts()).containsExactly("before", "meanwhile", "after");
    }

    @Test
    void restartFindsWhatWasSaidMeanwhileInEveryKnownPlace() {
        Place thread = books.thread(ben, "poems");
        books.says(ann, clara() + " one");
        thread.says(ben, clara() + " two");
        fake.dm(ann).says(ann, "three");
        inbox.await("three messages", () -> inbox.accepted.size() == 3);
        wired.close();
        books.says(ann, clara() + " four");
        thread.says(ben, clara() + " five");
        Said gone = fake.dm(ann).says(ann, "six");
        fake.dm(ann).says(ann, "seven");
        gone.delete();
        inbox.resumed.set(0);
        wired = new Wired(fake, inbox).connected(fake, inbox);
        inbox.await("three more messages", () -> inbox.accepted.size() == 6);
        assertThat(inbox.texts()).contains("four", "five", "seven").doesNotContain("six");
    }

    @Test
    void newSessionReadsWhatTheOldOneMissed() {
        books.says(ann, clara() + " before");
        books.awaitClara(BOUND, seen -> seen.content().equals("You said: before"));
        fake.faults().holdEvents();
        books.says(ann, clara() + " unheard");
        fake.faults().invalidateSession();
        fake.faults().releaseEvents();
        inbox.awaitText("unheard");
        books.says(ann, clara() + " after");
        inbox.awaitText("after");
        assertThat(inbox.texts()).containsExactly("before", "unheard", "after");
    }

    @Test
    void messagesWaitInOrderWhileTheDatabaseIsAway() {
        inbox.failing(3);
        books.says(ann, clara() + " one");
        books.says(ann, clara() + " two");
        inbox.awaitText("two");
        assertThat(inbox.texts()).containsExactly("one", "two");
    }

    @Test
    void helpIsAnsweredWithoutATurnAndOnlyOnceAfterARestart() {
        books.says(ann, clara() + " hello");
        inbox.awaitText("hello");
        Said asked = books.says(ann, clara() + " help");
        assertThat(books.awaitReply(asked, BOUND).content()).contains("How to say no");
        Seen slash = books.slash(ben, "help").awaitAnswer(BOUND);
        assertThat(slash.onlyFor()).contains(ben.id());
        assertThat(slash.content()).contains("How to say no");
        assertThat(inbox.texts()).containsExactly("hello");
        wired.close();
        fake.forgetNonces();
        wired = new Wired(fake, inbox).connected(fake, inbox);
        books.says(ann, clara() + " again");
        inbox.awaitText("again");
        assertThat(books.byClara()).filteredOn(seen -> seen.answers(asked)).hasSize(1);
        assertThat(fake.log())
                .filteredOn(entry -> entry.kind().equals("request"))
                .filteredOn(entry -> entry.detail().path("method").asText().equals("PUT"))
                .hasSize(1);
    }

    @Test
    void committedReplyIsDeliveredLaterAndOnce() {
        Said said = books.says(ann, clara() + " hello");
        books.awaitClara(BOUND, seen -> seen.content().equals("You said: hello"));
        var place = inbox.awaitText("hello").conversation();
        assertThat(wired.channel().deliver(place, said.id(), "You said: hello")).isTrue();
        assertThat(books.byClara()).hasSize(1);
        assertThat(wired.bean(Outbox.class)).isSameAs(inbox);
        assertThat(wired.channel().introduction())
                .get()
                .asString()
                .startsWith("-# ")
                .contains("/help");
    }
}
