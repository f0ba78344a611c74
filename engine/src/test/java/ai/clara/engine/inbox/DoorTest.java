package ai.clara.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.engine.inbox.EngineHouse.Events;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox.Acceptance;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.Tier;
import ai.clara.spi.people.Accounts;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a door for other programs needs of the engine: tiers, images, usage, accounts. The usual tier of this house is the low one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorTest {
    private static final Part.Image IMAGE =
            new Part.Image("image/png", URI.create("data:image/png;base64,iVBORw0KGgo="));

    private EngineHouse house;

    @BeforeAll
    void build() {
        house = new EngineHouse(Map.of("MODEL_TIER", "low"));
    }

    @AfterAll
    void tearDown() throws Exception {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "t1, '', '', LOW, null",
        "t2, '', MID, MID, mid",
        "t3, '', HIGH, HIGH, high",
        "t4, '', LOW, LOW, low",
        "t5, !high, '', HIGH, high",
        "t6, !high, LOW, HIGH, high",
        "t7, !fast, HIGH, LOW, low",
        "t8, @Clara !mid, HIGH, MID, mid"
    })
    void wordGoesBeforeWhatTheChannelAskedAndThatBeforeTheSetting(
            String id, String word, String asked, Tier expected, String stored) throws InterruptedException {
        Optional<Tier> tier = asked.isEmpty() ? Optional.empty() : Optional.of(Tier.valueOf(asked));
        answer(message("tia", id, List.of(new Part.Text(word + " what is " + id)), tier));
        ChatRequest request = requestEndingWith("what is " + id);
        assertThat(request.tier()).contains(expected);
        assertThat(request.message().plainText().strip()).isEqualTo("what is " + id);
        assertThat(house.model.tiers).endsWith(Optional.of(expected));
        assertThat(house.column("select tier from inbox where platform_id = '" + id + "'"))
                .containsExactly(stored);
    }

    @Test
    void tierIsReadAfterAMentionInARoomToo() throws InterruptedException {
        var room = new ConversationKey("test", ConversationKey.Kind.ROOM, "lounge");
        answer(house.message("rob", room, "rob-1", "@Clara !high what is a reef"));
        assertThat(house.model.requestFor("what is a reef").tier()).contains(Tier.HIGH);
    }

    @Test
    void imagesAndFilesReachTheModelAsTheyCame() throws InterruptedException {
        var file = new Part.File("tides.pdf", "application/pdf", 12, URI.create("https://example.org/tides.pdf"));
        answer(message("ina", "ina-1", List.of(new Part.Text("!mid what "), new Part.Text("is this?"), IMAGE, file)));
        assertThat(house.model.requests.getLast().message().parts())
                .containsExactly(new Part.Text("what is this?"), IMAGE, file);
        assertThat(house.textsOf(EngineHouse.account("ina"))).startsWith("what is this?[image][file tides.pdf]");
    }

    @Test
    void imageAloneIsAnsweredAndNothingAtAllIsRefused() throws InterruptedException {
        answer(message("oli", "oli-1", List.of(new Part.Text(" "), IMAGE)));
        assertThat(house.model.requests.getLast().message().parts()).containsExactly(IMAGE);
        answer(message("oli", "oli-2", List.of(IMAGE, new Part.Text("!high"))));
        assertThat(house.model.requests.getLast().message().parts()).containsExactly(IMAGE);
        assertThat(house.model.requests.getLast().tier()).contains(Tier.HIGH);
        assertThat(refusal(message("oli", "oli-3", List.of(new Part.Text(" \n")))))
                .contains("nothing to read");
        assertThat(refusal(message("oli", "oli-4", List.of()))).contains("nothing to read");
    }

    @Test
    void tooManyImagesAreRefusedWithASentence() throws InterruptedException {
        List<Part> parts = new ArrayList<>(List.of(new Part.Text("compare these")));
        for (int i = 0; i < 10; i++) {
            parts.add(IMAGE);
        }
        answer(message("max", "max-1", parts));
        parts.add(IMAGE);
        assertThat(refusal(message("max", "max-2", parts))).contains("11").contains("10 at most");
    }

    @Test
    void imagesAreNotKeptBeyondTheProcess() {
        InboundMessage message = message("kay", "kay-1", List.of(new Part.Text("look: "), IMAGE));
        assertThat(house.bean(Arrivals.class)
                        .meet(message, Words.of(message))
                        .flatMap(arrival -> house.bean(InboxStore.class).accept(arrival, false)))
                .isPresent();
        house.bean(Recovery.class).start();
        house.await(() -> house.postBox.delivered.contains("kay-1 you said: look: [image]"));
        assertThat(house.model.requestFor("look: [image]").message().parts())
                .containsExactly(new Part.Text("look: [image]"));
    }

    @Test
    void editBringsItsOwnImages() throws InterruptedException {
        var events = new Events();
        house.inbox().accept(message("edi", "edi-1", List.of(new Part.Text("hold edi"))), events);
        assertThat(house.model.awaitHeld("hold edi")).isTrue();
        house.inbox().edited(message("edi", "edi-1", List.of(new Part.Text("and this?"), IMAGE)));
        assertThat(events.closing()).isEqualTo(EngineHouse.done("you said: and this?"));
        assertThat(house.model.requestFor("and this?").message().parts())
                .containsExactly(new Part.Text("and this?"), IMAGE);
    }

    @Test
    void modelThatStoodInIsNamedAndUsageIsTold() throws InterruptedException {
        InboundMessage message = message("fin", "fin-1", List.of(new Part.Text("stand in please")));
        assertThat(answer(message)).isEqualTo(new ReplyEvent.Done("you said: stand in please", ScriptedModel.USAGE));
        assertThat(house.column("select t.model || ' ' || t.input_tokens || ' ' || t.output_tokens from turns t"
                        + " join inbox i on i.id = t.inbox_id where i.platform_id = 'fin-1'"))
                .containsExactly("understudy 3 4");
        var again = new Events();
        assertThat(house.inbox().accept(message, again)).isEqualTo(Acceptance.DUPLICATE);
        assertThat(again.closing()).isEqualTo(new ReplyEvent.Done("you said: stand in please", ScriptedModel.USAGE));
    }

    @Test
    void accountIsKnownOnceSomebodySpokeThroughIt() throws InterruptedException {
        Accounts accounts = house.bean(Accounts.class);
        assertThat(accounts.find(EngineHouse.account("zoe"))).isEmpty();
        answer(message("zoe", "zoe-1", List.of(new Part.Text("hello"))));
        PersonId zoe = accounts.find(EngineHouse.account("zoe")).orElseThrow();
        assertThat(house.column("select person_id from inbox where platform_id = 'zoe-1'"))
                .containsExactly(zoe.value().toString());
    }

    private static InboundMessage message(String person, String id, List<Part> parts) {
        return message(person, id, parts, Optional.empty());
    }

    private static InboundMessage message(String person, String id, List<Part> parts, Optional<Tier> tier) {
        return new InboundMessage(
                EngineHouse.direct(person),
                EngineHouse.account(person),
                person,
                id,
                parts,
                Instant.parse("2026-11-21T09:00:00Z"),
                Optional.empty(),
                tier,
                Optional.empty(),
                true);
    }

    private ReplyEvent answer(InboundMessage message) throws InterruptedException {
        var events = new Events();
        assertThat(house.inbox().accept(message, events)).isEqualTo(Acceptance.ACCEPTED);
        ReplyEvent closing = events.closing();
        assertThat(closing).isInstanceOf(ReplyEvent.Done.class);
        return closing;
    }

    private String refusal(InboundMessage message) throws InterruptedException {
        var events = new Events();
        assertThat(house.inbox().accept(message, events)).isEqualTo(Acceptance.REFUSED);
        return events.closing().toString();
    }

    private ChatRequest requestEndingWith(String words) {
        return house.model.requests.stream()
                .filter(request -> request.message().plainText().endsWith(words))
                .findFirst()
                .orElseThrow();
    }
}
