package ai.clara.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.engine.inbox.EngineHouse.Events;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox.Acceptance;
import ai.clara.spi.channel.Inbox.Known;
import ai.clara.spi.channel.Outbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.model.Tier;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a channel of a messenger needs of the engine: edits, deletions, parts of replies, threads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelTest {
    private EngineHouse house;

    @BeforeAll
    void build() {
        house = new EngineHouse();
    }

    @AfterAll
    void tearDown() throws Exception {
        house.close();
    }

    @Test
    void editBeforeTheAnswerChangesTheQuestion() throws InterruptedException {
        var events = new Events();
        house.say("amy", "amy-1", "hold amy", events);
        assertThat(house.model.awaitHeld("hold amy")).isTrue();
        house.inbox().edited(direct("amy", "amy-1", "a better question"));
        assertThat(events.closing()).isEqualTo(EngineHouse.done("you said: a better question"));
        assertThat(events.seen).filteredOn(new ReplyEvent.Working()::equals).hasSize(2);
        assertThat(texts("amy")).containsExactly("a better question", "you said: a better question");
        assertThat(house.model.awaitClosed("hold amy")).isTrue();
    }

    @Test
    void editAfterTheAnswerChangesWhatIsRemembered() throws InterruptedException {
        answer("ben", "ben-1", "my boat is called Tern");
        long before = changes("ben");
        house.inbox().edited(direct("ben", "ben-1", "my boat is called Gull"));
        assertThat(entries("ben").getFirst().text()).isEqualTo("my boat is called Gull");
        assertThat(entries("ben").getFirst().edited()).isTrue();
        assertThat(entries("ben").get(1).edited()).isFalse();
        assertThat(changes("ben")).isGreaterThan(before);
    }

    @Test
    void nobodyEditsTheWordsOfOthers() throws InterruptedException {
        answer("cat", "cat-1", "mine");
        answer("dan", "dan-1", "also mine");
        house.inbox()
                .edited(new InboundMessage(
                        EngineHouse.direct("cat"),
                        EngineHouse.account("dan"),
                        "dan",
                        "cat-1",
                        List.of(new Part.Text("not yours")),
                        house.clock.instant()));
        assertThat(texts("cat")).contains("mine").doesNotContain("not yours");
    }

    @Test
    void deletionCancelsThePendingAnswerAndForgetsTheMessage() throws InterruptedException {
        var events = new Events();
        house.say("eve", "eve-1", "hold eve", events);
        assertThat(house.model.awaitHeld("hold eve")).isTrue();
        house.inbox().deleted("test", List.of("eve-1"));
        assertThat(events.closing()).isEqualTo(new ReplyEvent.Stopped());
        assertThat(house.model.awaitClosed("hold eve")).isTrue();
        assertThat(texts("eve")).containsExactly("");
    }

    @Test
    void deletionAfterTheAnswerForgetsBoth() throws InterruptedException {
        answer("fay", "fay-1", "the code is 4711");
        answer("fay", "fay-2", "something else");
        house.inbox().deleted("test", List.of("fay-1"));
        assertThat(texts("fay")).containsExactly("", "", "something else", "you said: something else");
    }

    @Test
    void whatWasDeletedBeforeItCameIsNotTakenIn() throws InterruptedException {
        house.inbox().deleted("test", List.of("gil-1"));
        assertThat(house.say("gil", "gil-1", "too late", new Events())).isEqualTo(Acceptance.STOPPED);
        assertThat(entries("gil")).isEmpty();
        answer("gil", "gil-2", "in time");
        assertThat(texts("gil")).hasSize(2);
    }

    @Test
    void partsOfAReplyAreKeptWithTheirNoncesAndIds() throws InterruptedException {
        Outbox outbox = house.bean(Outbox.class);
        answer("hal", "hal-1", "tell me more");
        Outbox.Part first = outbox.part("test", "hal-1", 1).orElseThrow();
        outbox.shown("test", "hal-1", 1, "post-1");
        Outbox.Part second = outbox.part("test", "hal-1", 2).orElseThrow();
        assertThat(first.nonce()).hasSize(25).isNotEqualTo(second.nonce());
        assertThat(outbox.part("test", "hal-1", 1).orElseThrow().shownId()).contains("post-1");
        assertThat(outbox.part("test", "hal-1", 2)).contains(second);
        assertThat(second.shownId()).isEmpty();
        assertThat(outbox.part("test", "unknown", 1)).isEmpty();
    }

    @Test
    void replyItsReaderCouldNotShowIsDeliveredByTheChannel() throws InterruptedException {
        ReplySink deaf = event -> {
            if (event instanceof ReplyEvent.Done) {
                throw new IllegalStateException("the platform is away");
            }
        };
        house.say("ida", "ida-1", "say the tide is in", deaf);
        await(() -> house.postBox.delivered.contains("ida-1 the tide is in"));
    }

    @Test
    void refusalsAreDeliveredToo() throws InterruptedException {
        house.say("jan", "jan-0", "hold jan", new Events());
        assertThat(house.model.awaitHeld("hold jan")).isTrue();
        for (int i = 1; i < EngineHouse.LANE_LIMIT; i++) {
            house.say("jan", "jan-" + i, "waiting", new Events());
        }
        house.bean(Recovery.class).start();
        ReplySink deaf = event -> {
            throw new IllegalStateException("not on this thread");
        };
        assertThat(house.say("jan", "jan-9", "one too many", deaf)).isEqualTo(Acceptance.REFUSED);
        await(() -> house.postBox.delivered.stream().anyMatch(line -> line.startsWith("jan-9 I still have")));
        house.model.release("hold jan");
        house.bean(Recovery.class).deliver();
        assertThat(house.postBox.delivered)
                .filteredOn(line -> line.startsWith("jan-9"))
                .hasSize(1);
    }

    @Test
    void aThreadIsAPlaceOfItsOwnReadByThoseWhoReadItsChannel() throws InterruptedException {
        say("kim", room("harbour"), Optional.empty(), "kim-1", "in the channel");
        say("kim", room("pier"), Optional.of("harbour"), "kim-2", "in the thread");
        say("kim", room("cellar"), Optional.empty(), "kim-3", "in private");
        assertThat(entries("pier").getFirst().audienceKey())
                .isEqualTo(entries("harbour").getFirst().audienceKey());
        assertThat(entries("cellar").getFirst().audienceKey())
                .isNotEqualTo(entries("harbour").getFirst().audienceKey());
        assertThat(house.model.requestFor("in the thread").section(PromptSlot.RECENT))
                .isEmpty();
        assertThat(house.inbox().known("test"))
                .contains(new Known(room("pier"), "kim-2"), new Known(room("harbour"), "kim-1"));
    }

    @Test
    void wordThatAsksForATierIsNoPartOfTheText() throws InterruptedException {
        answer("lou", "lou-1", "!high what is a knot");
        assertThat(texts("lou")).containsExactly("what is a knot", "you said: what is a knot");
        assertThat(house.model.requestFor("what is a knot").tier()).contains(Tier.HIGH);
    }

    @Test
    void firstAnswerIntroducesOnce() throws InterruptedException {
        house.postBox.introduction = "I keep what you say; /help tells more.";
        try {
            var first = new Events();
            house.say("mia", "mia-1", "hello", first);
            assertThat(first.closing())
                    .isEqualTo(EngineHouse.done("you said: hello\n\nI keep what you say; /help tells more."));
            var second = new Events();
            house.say("mia", "mia-2", "hello again", second);
            assertThat(second.closing()).isEqualTo(EngineHouse.done("you said: hello again"));
        } finally {
            house.postBox.introduction = null;
        }
    }

    private InboundMessage direct(String person, String id, String text) {
        return house.message(person, EngineHouse.direct(person), id, text);
    }

    private static ConversationKey room(String place) {
        return new ConversationKey("test", ConversationKey.Kind.ROOM, place);
    }

    private void say(String person, ConversationKey place, Optional<String> within, String id, String text)
            throws InterruptedException {
        var events = new Events();
        var message = new InboundMessage(
                place,
                EngineHouse.account(person),
                person,
                id,
                List.of(new Part.Text(text)),
                house.clock.instant(),
                within);
        house.inbox().accept(message, events);
        assertThat(events.closing()).isInstanceOf(ReplyEvent.Done.class);
    }

    private void answer(String person, String id, String text) throws InterruptedException {
        var events = new Events();
        house.say(person, id, text, events);
        assertThat(events.closing()).isInstanceOf(ReplyEvent.Done.class);
    }

    private List<TranscriptEntry> entries(String place) {
        Transcript transcript = house.bean(Transcript.class);
        return transcript.heads().stream()
                .flatMap(head -> transcript.after(head.conversation(), 0, 100).stream())
                .filter(entry -> entry.place().place().equals(place))
                .toList();
    }

    private List<String> texts(String place) {
        return entries(place).stream().map(TranscriptEntry::text).toList();
    }

    private long changes(String place) {
        return Long.parseLong(house.column("select changes from conversations where place = '" + place + "'")
                .getFirst());
    }

    private static void await(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
