package ai.clara.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.engine.inbox.EngineHouse.Events;
import ai.clara.engine.session.Sessions;
import ai.clara.spi.channel.Inbox.Acceptance;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One message and what comes of it. Each test has a person of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TurnTest {
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
    void messageIsAnsweredAndBothAreInTheTranscript() throws InterruptedException {
        var events = new Events();
        assertThat(house.say("ann", "ann-1", "hello there", events)).isEqualTo(Acceptance.ACCEPTED);
        assertThat(events.closing()).isEqualTo(EngineHouse.done("you said: hello there"));
        assertThat(events.seen.getFirst()).isEqualTo(new ReplyEvent.Working());
        assertThat(transcript("ann"))
                .extracting(TranscriptEntry::text)
                .containsExactly("hello there", "you said: hello there");
        assertThat(transcript("ann")).extracting(TranscriptEntry::seq).containsExactly(1L, 2L);
        awaitColumn(
                "select o.state from outbox o join inbox i on i.id = o.inbox_id" + " where i.platform_id = 'ann-1'",
                "delivered");
    }

    @Test
    void duplicateMakesNoSecondTurnAndGetsTheFirstAnswer() throws InterruptedException {
        var first = new Events();
        house.say("bob", "bob-1", "hold bob", first);
        assertThat(house.model.awaitHeld("hold bob")).isTrue();
        var whileRunning = new Events();
        assertThat(house.say("bob", "bob-1", "hold bob", whileRunning)).isEqualTo(Acceptance.DUPLICATE);
        house.model.release("hold bob");
        ReplyEvent done = first.closing();
        assertThat(whileRunning.closing()).isEqualTo(done);
        var afterwards = new Events();
        assertThat(house.say("bob", "bob-1", "hold bob", afterwards)).isEqualTo(Acceptance.DUPLICATE);
        assertThat(afterwards.closing()).isEqualTo(done);
        assertThat(transcript("bob")).hasSize(2);
        assertThat(house.column("select count(*) from turns t join inbox i on i.id = t.inbox_id"
                        + " where i.platform_id = 'bob-1'"))
                .containsExactly("1");
    }

    @Test
    void secondMessageWaitsUntilFirstTurnEnds() throws InterruptedException {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        var first = new Events();
        var second = new Events();
        house.say("cal", "cal-1", "hold cal", event -> {
            order.add("first " + event.getClass().getSimpleName());
            first.accept(event);
        });
        assertThat(house.model.awaitHeld("hold cal")).isTrue();
        house.say("cal", "cal-2", "and then", event -> {
            order.add("second " + event.getClass().getSimpleName());
            second.accept(event);
        });
        house.model.release("hold cal");
        first.closing();
        second.closing();
        assertThat(order.indexOf("first Done")).isLessThan(order.indexOf("second Text"));
        assertThat(recent("and then")).containsExactly("hold cal", "you said: hold cal");
    }

    @Test
    void fullLaneRefusesWithALineAndStoresNoMessage() throws InterruptedException {
        var events = new ArrayList<Events>();
        for (int i = 0; i <= EngineHouse.LANE_LIMIT; i++) {
            events.add(new Events());
            Acceptance acceptance = house.say("dan", "dan-" + i, i == 0 ? "hold dan" : "more " + i, events.getLast());
            assertThat(acceptance).isEqualTo(i < EngineHouse.LANE_LIMIT ? Acceptance.ACCEPTED : Acceptance.REFUSED);
        }
        assertThat(events.getLast().closing()).isInstanceOf(ReplyEvent.Failed.class);
        house.model.release("hold dan");
        for (Events accepted : events.subList(0, EngineHouse.LANE_LIMIT)) {
            assertThat(accepted.closing()).isInstanceOf(ReplyEvent.Done.class);
        }
        assertThat(transcript("dan")).hasSize(2 * EngineHouse.LANE_LIMIT);
        assertThat(house.column("select state from inbox where platform_id = 'dan-3'"))
                .containsExactly("refused");
    }

    @Test
    void stopPhraseClosesTheStreamAndKeepsTheMessage() throws InterruptedException {
        var running = new Events();
        house.say("eve", "eve-1", "hold eve", running);
        assertThat(house.model.awaitHeld("hold eve")).isTrue();
        var stop = new Events();
        assertThat(house.say("eve", "eve-2", "@Clara, STOP!", stop)).isEqualTo(Acceptance.STOPPED);
        assertThat(house.model.awaitClosed("hold eve")).isTrue();
        assertThat(running.closing()).isInstanceOf(ReplyEvent.Stopped.class);
        assertThat(stop.closing()).isInstanceOf(ReplyEvent.Stopped.class);
        assertThat(transcript("eve")).extracting(TranscriptEntry::text).containsExactly("hold eve");
        assertThat(house.column("select state from inbox where platform_id = 'eve-1'"))
                .containsExactly("stopped");
        var ordinary = new Events();
        assertThat(house.say("eve", "eve-3", "stop", ordinary)).isEqualTo(Acceptance.ACCEPTED);
        assertThat(ordinary.closing()).isEqualTo(EngineHouse.done("you said: stop"));
    }

    @Test
    void nobodyStopsAnothersAnswer() throws InterruptedException {
        var room = new ConversationKey("test", ConversationKey.Kind.ROOM, "lounge");
        var running = new Events();
        house.inbox().accept(house.message("una", room, "una-1", "hold una"), running);
        assertThat(house.model.awaitHeld("hold una")).isTrue();
        var other = new Events();
        assertThat(house.inbox().accept(house.message("vic", room, "vic-1", "stop"), other))
                .isEqualTo(Acceptance.ACCEPTED);
        house.model.release("hold una");
        assertThat(running.closing()).isEqualTo(EngineHouse.done("you said: hold una"));
        assertThat(other.closing()).isEqualTo(EngineHouse.done("you said: stop"));
    }

    @Test
    void failedTurnKeepsTheMessageAndSaysOneSentence() throws InterruptedException {
        var events = new Events();
        house.say("fay", "fay-1", "fail please", events);
        assertThat(events.closing()).isEqualTo(new ReplyEvent.Failed("The model is overloaded."));
        assertThat(transcript("fay"))
                .extracting(TranscriptEntry::text)
                .containsExactly("fail please", "The model is overloaded.");
        assertThat(house.column("select state from inbox where platform_id = 'fay-1'"))
                .containsExactly("failed");
    }

    @Test
    void lateSectionIsLeftOutAndCounted() throws InterruptedException {
        var events = new Events();
        house.say("gus", "gus-1", "slow memory please", events);
        assertThat(events.closing()).isInstanceOf(ReplyEvent.Done.class);
        assertThat(house.column(
                        "select array_to_string(late_sections, ',') from turns t join inbox i on i.id = t.inbox_id"
                                + " where i.platform_id = 'gus-1'"))
                .containsExactly("MemoryDouble");
        assertThat(house.model.requestFor("slow memory please").section(PromptSlot.MEMORY))
                .isEmpty();
        assertThat(house.bean(EngineCheck.class).look().getFirst().line()).doesNotContain(" 0 prompt sections");
    }

    @Test
    void idleSessionClosesAndTheNextBeginsWithItsEnd() throws InterruptedException {
        answer("hal", "hal-1", "my boat is called Mira");
        house.clock.advance(Duration.ofMinutes(29));
        answer("hal", "hal-2", "and it is blue");
        assertThat(house.model.requestFor("and it is blue").section(PromptSlot.PREVIOUS_SESSION))
                .isEmpty();
        house.clock.advance(Duration.ofMinutes(31));
        assertThat(house.bean(Sessions.class).sweep()).isPositive();
        answer("hal", "hal-3", "good evening");
        var request = house.model.requestFor("good evening");
        assertThat(request.section(PromptSlot.RECENT)).isEmpty();
        assertThat(request.section(PromptSlot.PREVIOUS_SESSION).orElseThrow())
                .isInstanceOfSatisfying(SectionContent.Messages.class, messages -> {
                    assertThat(messages.label()).isEqualTo("earlier session");
                    assertThat(messages.messages())
                            .extracting(ChatMessage::plainText)
                            .startsWith("my boat is called Mira")
                            .endsWith("you said: and it is blue");
                });
    }

    @Test
    void erasingTakesTheReplyThatUsedTheMessageToo() throws InterruptedException {
        answer("ida", "ida-1", "my locker is 4711");
        TranscriptEntry told = transcript("ida").getFirst();
        house.memory.evidence.put("say it is 4711", told.ref().value());
        answer("ida", "ida-2", "say it is 4711");
        answer("ida", "ida-3", "something else");
        PersonId ida = told.author().orElseThrow();
        Transcript transcript = house.bean(Transcript.class);
        assertThat(transcript.erase(Viewer.direct(new PersonId(UUID.randomUUID())), told.ref()))
                .isEmpty();
        List<MessageRef> erased = transcript.erase(Viewer.direct(ida), told.ref());
        assertThat(erased).hasSize(3).contains(told.ref());
        assertThat(transcript.erase(Viewer.direct(ida), told.ref())).isEmpty();
        assertThat(transcript("ida"))
                .extracting(TranscriptEntry::text)
                .containsExactly("", "", "say it is 4711", "", "something else", "you said: something else");
    }

    @Test
    void ownRoomWordsAreErasedFromTheOwnDirectMessage() throws InterruptedException {
        var room = new ConversationKey("test", ConversationKey.Kind.ROOM, "kitchen");
        var events = new Events();
        house.inbox().accept(house.message("joe", room, "joe-1", "I am Joe of the kitchen"), events);
        events.closing();
        TranscriptEntry told = transcript("kitchen").getFirst();
        assertThat(told.audienceKey()).isEqualTo("room:test/kitchen#0");
        PersonId joe = told.author().orElseThrow();
        assertThat(house.bean(Transcript.class).newest(Viewer.direct(joe), 5)).hasSize(1);
        assertThat(house.bean(Transcript.class).erase(Viewer.direct(joe), told.ref()))
                .hasSize(2);
        assertThat(transcript("kitchen")).allMatch(TranscriptEntry::erased);
    }

    @Test
    void tierPrefixIsReadAndTakenOff() throws InterruptedException {
        answer("kim", "kim-1", "!opus say hi");
        assertThat(transcript("kim").getLast().text()).isEqualTo("hi");
        assertThat(house.column(
                        "select t.tier from turns t join inbox i on i.id = t.inbox_id where i.platform_id = 'kim-1'"))
                .containsExactly("high");
    }

    @Test
    void foreignDirectMessageAndTooLongMessageAreRefusedAndNotStored() throws InterruptedException {
        answer("lea", "lea-1", "mine");
        var foreign = new Events();
        assertThat(house.inbox().accept(house.message("max", EngineHouse.direct("lea"), "max-1", "hello"), foreign))
                .isEqualTo(Acceptance.REFUSED);
        assertThat(foreign.closing()).isInstanceOf(ReplyEvent.Failed.class);
        var tooLong = new Events();
        assertThat(house.say("lea", "lea-2", "x".repeat(100_000), tooLong)).isEqualTo(Acceptance.REFUSED);
        assertThat(tooLong.closing()).isInstanceOf(ReplyEvent.Failed.class);
        assertThat(transcript("lea")).hasSize(2);
    }

    @Test
    void idOfAnothersMessageGivesNobodyTheirAnswer() throws InterruptedException {
        answer("quy", "shared-id", "my secret plan");
        var events = new Events();
        assertThat(house.say("rex", "shared-id", "hello", events)).isEqualTo(Acceptance.REFUSED);
        assertThat(events.closing().toString()).doesNotContain("secret plan");
    }

    @Test
    void apologyIsNotShownToTheModelLater() throws InterruptedException {
        var events = new Events();
        house.say("sid", "sid-1", "fail please", events);
        events.closing();
        answer("sid", "sid-2", "once more sid");
        assertThat(recent("once more sid")).containsExactly("fail please");
    }

    @Test
    void binaryTextIsStoredWithoutItsNuls() throws InterruptedException {
        var events = new Events();
        house.say("ned", "ned-1", "a\0b", events);
        assertThat(events.closing()).isEqualTo(EngineHouse.done("you said: a\uFFFDb"));
    }

    @Test
    void answerMadeOfAMessageForgottenMeanwhileIsNotStored() throws InterruptedException {
        answer("ola", "ola-1", "my cat is Tom");
        TranscriptEntry told = transcript("ola").getFirst();
        house.memory.evidence.put("hold ola", told.ref().value());
        var events = new Events();
        house.say("ola", "ola-2", "hold ola", events);
        assertThat(house.model.awaitHeld("hold ola")).isTrue();
        house.bean(Transcript.class).erase(Viewer.direct(told.author().orElseThrow()), told.ref());
        house.model.release("hold ola");
        assertThat(events.closing()).isInstanceOf(ReplyEvent.Failed.class);
        assertThat(transcript("ola").getLast().text()).contains("forgotten");
    }

    private void answer(String person, String platformId, String text) throws InterruptedException {
        var events = new Events();
        house.say(person, platformId, text, events);
        assertThat(events.closing()).isInstanceOf(ReplyEvent.Done.class);
    }

    private List<String> recent(String text) {
        SectionContent recent =
                house.model.requestFor(text).section(PromptSlot.RECENT).orElseThrow();
        return ((SectionContent.Messages) recent)
                .messages().stream().map(ChatMessage::plainText).toList();
    }

    private List<TranscriptEntry> transcript(String place) {
        Transcript transcript = house.bean(Transcript.class);
        return transcript.heads().stream()
                .flatMap(head -> transcript.after(head.conversation(), 0, 100).stream())
                .filter(entry -> entry.place().place().equals(place))
                .toList();
    }

    /** The delivery is noted a moment after the reader took the reply. */
    private void awaitColumn(String sql, String value) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!house.column(sql).equals(List.of(value)) && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertThat(house.column(sql)).containsExactly(value);
    }
}
