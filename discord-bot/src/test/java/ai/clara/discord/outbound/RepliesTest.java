package ai.clara.discord.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.channel.ReplyEvent.Done;
import ai.clara.spi.channel.ReplyEvent.Failed;
import ai.clara.spi.channel.ReplyEvent.Stopped;
import ai.clara.spi.channel.ReplyEvent.Text;
import ai.clara.spi.channel.ReplyEvent.Working;
import ai.clara.spi.channel.ReplySink;
import ai.clara.testkit.discord.Edit;
import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Faults;
import ai.clara.testkit.discord.Permission;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.discord.Seen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** What people see of replies, through the real library. One connection for all, a channel for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RepliesTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMillis(400);
    private static final Pace QUICK = new Pace(
            Duration.ofMillis(60),
            Duration.ofMillis(150),
            Duration.ofMillis(300),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15));

    private final FakeDiscord fake = FakeDiscord.start();
    private final Person ann = fake.person("Ann");
    private final Clock clock = Clock.systemUTC();
    private final MemoryOutbox outbox = new MemoryOutbox(clock);
    private final Lane lane = new Lane();
    private Connected connected;
    private Replies replies;
    private Place place;
    private MessageChannel channel;
    private Said said;

    @BeforeAll
    void connect() throws InterruptedException {
        fake.guild("Books").channel("first");
        connected = Connected.to(fake);
    }

    @BeforeEach
    void ask(TestInfo test) throws InterruptedException {
        place = fake.guild("Books").channel(test.getDisplayName().replaceAll("\\W", ""));
        channel = connected.channel(place);
        said = place.says(ann, "Clara, hello?");
        replies = newProcess();
    }

    @AfterEach
    void noFaults() {
        fake.faults().noneOfRequests();
    }

    @AfterAll
    void close() {
        lane.close();
        connected.close();
        fake.close();
        assertThat(fake.refusals()).isEmpty();
    }

    private Replies newProcess() {
        return new Replies(() -> outbox, clock, QUICK);
    }

    private ReplySink sink() {
        return replies.sink(channel, said.id());
    }

    private List<String> contents() {
        return place.byClara().stream().map(Seen::content).toList();
    }

    private long requestsHere() {
        return fake.log().stream()
                .filter(entry -> entry.kind().equals("request"))
                .filter(entry -> entry.detail().toString().contains(place.id()))
                .count();
    }

    private long postsHere() {
        return fake.log().stream()
                .filter(entry -> Set.of("posted", "repeated").contains(entry.kind()))
                .filter(entry -> entry.detail().toString().contains(place.id()))
                .count();
    }

    @Test
    void streamedReplyIsOneMessageThatEndsExact() {
        ReplySink sink = sink();
        lane.close(sink, new Working());
        lane.close(sink, new Text("Once upon a time. "));
        Seen first = place.awaitReply(said, BOUND);
        assertThat(first.content()).isEqualTo("Once upon a time.…");
        fake.await("she types", BOUND, () -> fake.typings(place) > 0);
        lane.close(sink, new Text("There was"));
        place.awaitClara(BOUND, seen -> seen.content().equals("Once upon a time. There was…"));
        lane.close(sink, new Done("Once upon a time. There was a king."));
        Seen last = place.byClara().getLast();
        assertThat(contents()).containsExactly("Once upon a time. There was a king.");
        assertThat(last.answers(said)).isTrue();
        assertThat(last.pings()).isEmpty();
        assertThat(last.nonce()).isEqualTo(said.id() + "/1");
        assertThat(outbox.shownIds(said.id())).containsExactly(last.id());
    }

    @Test
    void editsAreCalm() throws InterruptedException {
        ReplySink sink = sink();
        lane.close(sink, new Working());
        for (int i = 0; i < 60; i++) {
            lane.close(sink, new Text("word " + i + ". "));
            Thread.sleep(10);
        }
        lane.close(sink, new Done("The end."));
        List<Edit> edits = place.byClara().getFirst().edits();
        assertThat(edits).hasSizeBetween(2, 8).last().extracting(Edit::content).isEqualTo("The end.");
        for (int i = 1; i < edits.size() - 1; i++) {
            Duration between =
                    Duration.between(edits.get(i - 1).at(), edits.get(i).at());
            assertThat(between).isGreaterThan(QUICK.between().minusMillis(20));
        }
    }

    @Test
    void typingGoesOnUntilThereAreWords() throws InterruptedException {
        ReplySink sink = sink();
        lane.close(sink, new Working());
        fake.await("she types again", BOUND, () -> fake.typings(place) >= 3);
        lane.close(sink, new Text("Well, "));
        place.awaitReply(said, BOUND);
        long typings = fake.typings(place);
        Thread.sleep(SOON.toMillis());
        assertThat(fake.typings(place)).isLessThanOrEqualTo(typings + 1);
        lane.close(sink, new Done("Well, yes."));
    }

    @Test
    void replyWithoutPiecesIsShownAtOnce() {
        ReplySink sink = sink();
        lane.close(sink, new Done("Yes."));
        assertThat(contents()).containsExactly("Yes.");
        assertThat(place.byClara().getFirst().edits()).isEmpty();
    }

    @Test
    void failureIsOneSentence() {
        ReplySink sink = sink();
        lane.close(sink, new Working());
        lane.close(sink, new Text("I th"));
        place.awaitReply(said, BOUND);
        lane.close(sink, new Failed("The model does not answer; please ask again."));
        assertThat(contents()).containsExactly("The model does not answer; please ask again.");
    }

    @Test
    void longReplyIsSeveralMessagesInOrder() {
        String text = "Word after word. ".repeat(300).strip();
        ReplySink sink = sink();
        lane.close(sink, new Working());
        lane.close(sink, new Text(text));
        place.awaitReply(said, BOUND);
        lane.close(sink, new Done(text));
        assertThat(contents())
                .hasSize(3)
                .isEqualTo(Split.of(text).stream().map(Piece::content).toList());
        assertThat(place.byClara()).filteredOn(seen -> seen.answers(said)).hasSize(1);
        assertThat(outbox.shownIds(said.id()))
                .isEqualTo(place.byClara().stream().map(Seen::id).toList());
    }

    @Test
    void veryLongReplyIsItsBeginningAndAFile() {
        String text = "Word after word. ".repeat(1_000).strip();
        lane.close(sink(), new Done(text));
        assertThat(place.byClara()).hasSize(2);
        assertThat(place.byClara().getLast().files()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("answer.md");
            assertThat(file.text()).isEqualTo(text);
        });
        assertThat(newProcess().deliver(channel, said.id(), text)).isTrue();
        assertThat(place.byClara()).hasSize(2);
    }

    @Test
    void fileIsReplacedByASentenceWhereNoneMayBeAttached() throws InterruptedException {
        place.denyClara(Permission.ATTACH_FILES);
        Thread.sleep(SOON.toMillis());
        String text = "Word after word. ".repeat(1_000).strip();
        lane.close(sink(), new Done(text));
        assertThat(contents()).hasSize(2).last().isEqualTo(Piece.NO_FILE);
    }

    @Test
    void newBeginningForgetsTheOldWords() {
        ReplySink sink = sink();
        lane.close(sink, new Working());
        lane.close(sink, new Text("Wrong. "));
        place.awaitReply(said, BOUND);
        lane.close(sink, new Working());
        lane.close(sink, new Text("Right. "));
        place.awaitClara(BOUND, seen -> seen.content().equals("Right.…"));
        lane.close(sink, new Done("Right. Yes."));
        assertThat(contents()).containsExactly("Right. Yes.");
    }

    @Test
    void nothingIsSentAfterAStop() throws InterruptedException {
        ReplySink sink = sink();
        lane.close(sink, new Working());
        lane.close(sink, new Text("Half. "));
        place.awaitReply(said, BOUND);
        lane.close(sink, new Text("More."));
        lane.close(sink, new Stopped());
        long requests = requestsHere();
        Thread.sleep(SOON.toMillis());
        assertThat(requestsHere()).isLessThanOrEqualTo(requests + 1);
        assertThat(contents()).singleElement().asString().startsWith("Half.");
    }

    @Test
    void waitingRequestIsNotSentAfterAStop() throws InterruptedException {
        fake.faults().tooMany(Faults.POST_MESSAGE, 1, 1);
        ReplySink sink = sink();
        lane.close(sink, new Working());
        lane.close(sink, new Text("Half. "));
        fake.await(
                "the post is limited",
                BOUND,
                () -> fake.limited().stream().anyMatch(route -> route.contains(place.id())));
        lane.close(sink, new Stopped());
        Thread.sleep(1_500);
        assertThat(contents()).isEmpty();
    }

    @Test
    void closingEventOfTheReceivingThreadIsNotTaken() {
        ReplySink sink = sink();
        sink.accept(new Working());
        assertThatThrownBy(() -> sink.accept(new Failed("Too many wait."))).isInstanceOf(Trouble.class);
        assertThat(contents()).isEmpty();
        assertThat(replies.deliver(channel, said.id(), "Too many wait.")).isTrue();
        assertThat(contents()).containsExactly("Too many wait.");
    }

    @Test
    void secondReaderOfAReplyShowsNothing() {
        ReplySink first = sink();
        ReplySink second = sink();
        lane.close(first, new Working());
        lane.close(second, new Working());
        lane.close(first, new Text("Hello. "));
        lane.close(second, new Text("Hello. "));
        place.awaitReply(said, BOUND);
        assertThatThrownBy(() -> lane.close(second, new Done("Hello. You."))).isInstanceOf(Trouble.class);
        lane.close(first, new Done("Hello. You."));
        assertThat(contents()).containsExactly("Hello. You.");
    }

    @Test
    void lostResponseToAPostLeavesOneMessage() {
        fake.faults().losingResponses(Faults.POST_MESSAGE, 3);
        ReplySink sink = sink();
        lane.close(sink, new Working());
        lane.close(sink, new Text("Hello. "));
        place.awaitReply(said, BOUND);
        closeOrDeliver(sink, "Hello. You.");
        assertThat(contents()).containsExactly("Hello. You.");
    }

    @Test
    void errorAfterAPostWasTakenLeavesOneMessage() {
        fake.faults().failingAfterDoing(Faults.POST_MESSAGE, 6, 502);
        closeOrDeliver(sink(), "Hello. You.");
        assertThat(contents()).containsExactly("Hello. You.");
    }

    @Test
    void rateLimitsAreWaitedFor() {
        fake.faults().tooMany(Faults.POST_MESSAGE, 1, 1);
        fake.faults().tooMany(Faults.EDIT_MESSAGE, 1, 1);
        ReplySink sink = sink();
        lane.close(sink, new Working());
        lane.close(sink, new Text("Hello. "));
        place.awaitReply(said, BOUND);
        lane.close(sink, new Done("Hello. You."));
        assertThat(contents()).containsExactly("Hello. You.");
        assertThat(postsHere()).isEqualTo(1);
    }

    @Test
    void longDeadDiscordMakesTheReplyWait() {
        fake.faults().failing(Faults.POST_MESSAGE, 1_000, 503);
        ReplySink sink = sink();
        assertThatThrownBy(() -> lane.close(sink, new Done("Hello."))).isInstanceOf(Trouble.class);
        assertThat(replies.deliver(channel, said.id(), "Hello.")).isFalse();
        fake.faults().noneOfRequests();
        assertThat(replies.deliver(channel, said.id(), "Hello.")).isTrue();
        assertThat(contents()).containsExactly("Hello.");
    }

    @Test
    void deliveredTwiceIsShownOnce() {
        String text = "Word after word. ".repeat(150).strip();
        assertThat(replies.deliver(channel, said.id(), text)).isTrue();
        long posts = postsHere();
        assertThat(newProcess().deliver(channel, said.id(), text)).isTrue();
        assertThat(contents()).hasSize(2);
        assertThat(postsHere()).isEqualTo(posts);
    }

    @Test
    void postOfADeadProcessIsFoundWhenItsNonceIsForgotten() {
        outbox.madeBefore(said.id(), 1, Instant.now(clock).minusSeconds(900));
        Message half = channel.sendMessage("Once upon…")
                .setNonce(said.id() + "/1")
                .setMessageReference(said.id())
                .mentionRepliedUser(false)
                .complete();
        for (int i = 0; i < 120; i++) {
            place.says(ann, "and more talk " + i);
        }
        fake.forgetNonces();
        assertThat(newProcess().deliver(channel, said.id(), "Once upon a time."))
                .isTrue();
        assertThat(contents()).containsExactly("Once upon a time.");
        assertThat(outbox.shownIds(said.id())).containsExactly(half.getId());
    }

    @Test
    void postFarBehindOtherTalkIsFound() {
        outbox.madeBefore(said.id(), 1, Instant.now(clock).minusSeconds(900));
        for (int i = 0; i < 250; i++) {
            place.says(ann, "talk " + i);
        }
        channel.sendMessage("Yes.")
                .setMessageReference(said.id())
                .mentionRepliedUser(false)
                .complete();
        fake.forgetNonces();
        assertThat(newProcess().deliver(channel, said.id(), "Yes.")).isTrue();
        assertThat(contents()).containsExactly("Yes.");
    }

    @Test
    void furtherPartOfADeadProcessIsFoundByItsWords() {
        String text = "Word after word. ".repeat(300).strip();
        List<Piece> pieces = Split.of(text);
        outbox.madeBefore(said.id(), 1, Instant.now(clock).minusSeconds(900));
        outbox.madeBefore(said.id(), 2, Instant.now(clock).minusSeconds(900));
        Message first = channel.sendMessage(pieces.getFirst().content())
                .setMessageReference(said.id())
                .mentionRepliedUser(false)
                .complete();
        outbox.shown("discord", said.id(), 1, first.getId());
        channel.sendMessage(pieces.get(1).content()).complete();
        fake.forgetNonces();
        assertThat(newProcess().deliver(channel, said.id(), text)).isTrue();
        assertThat(contents()).isEqualTo(pieces.stream().map(Piece::content).toList());
        assertThat(outbox.shownIds(said.id())).hasSize(3);
    }

    @Test
    void nonceOfADeadProcessGivesItsMessage() {
        outbox.madeBefore(said.id(), 1, Instant.now(clock).minusSeconds(3));
        // Without a reference it cannot be found by reading.
        channel.sendMessage("Once…").setNonce(said.id() + "/1").complete();
        assertThat(newProcess().deliver(channel, said.id(), "Once upon a time."))
                .isTrue();
        assertThat(contents()).containsExactly("Once upon a time.");
    }

    @Test
    void deletedReplyCountsAsShown() {
        assertThat(replies.deliver(channel, said.id(), "Hello.")).isTrue();
        channel.deleteMessageById(outbox.shownIds(said.id()).getFirst()).complete();
        assertThat(newProcess().deliver(channel, said.id(), "Hello. You.")).isTrue();
        assertThat(contents()).isEmpty();
    }

    @Test
    void replyThatIsDeletedWhileItGrowsIsNotShownAgain() {
        ReplySink sink = sink();
        lane.close(sink, new Working());
        lane.close(sink, new Text("Hello. "));
        Seen seen = place.awaitReply(said, BOUND);
        channel.deleteMessageById(seen.id()).complete();
        lane.close(sink, new Text("You. "));
        lane.close(sink, new Done("Hello. You. There."));
        assertThat(contents()).isEmpty();
    }

    @Test
    void answeredMessageMayBeGone() {
        said.delete();
        lane.close(sink(), new Done("Hello."));
        assertThat(contents()).containsExactly("Hello.");
    }

    @Test
    void whereClaraMayNotSpeakNothingWaits() throws InterruptedException {
        place.denyClara(Permission.SEND);
        Thread.sleep(SOON.toMillis());
        ReplySink sink = sink();
        assertThatThrownBy(() -> lane.close(sink, new Done("Hello."))).isInstanceOf(Trouble.class);
        assertThat(replies.deliver(channel, said.id(), "Hello.")).isTrue();
        assertThat(contents()).isEmpty();
    }

    @Test
    void forgottenReplyIsNotShown() {
        outbox.forget(said.id());
        assertThat(replies.deliver(channel, said.id(), "Hello.")).isTrue();
        assertThat(contents()).isEmpty();
    }

    @Test
    void massMentionsPingNobody() {
        lane.close(sink(), new Done("@everyone and " + ann.mention() + " look"));
        assertThat(place.byClara())
                .singleElement()
                .satisfies(seen -> assertThat(seen.pings()).isEmpty());
    }

    private void closeOrDeliver(ReplySink sink, String text) {
        try {
            lane.close(sink, new Done(text));
        } catch (Trouble e) {
            fake.faults().noneOfRequests();
            assertThat(newProcess().deliver(channel, said.id(), text)).isTrue();
        }
    }
}
