package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.discord.Seen;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the model is shown of a place: the reply chain, the talk around, what was remembered, and of threads. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@ExtendWith(DiscordTown.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordPlacesTest {
    private static final String CHAIN = "From the messages that this one replies to:";
    private static final String AROUND = "From said by others in this channel";
    private static final String REMEMBERED = "What you remember";

    private final DiscordTown town;

    DiscordPlacesTest(DiscordTown town) {
        this.town = town;
    }

    @AfterEach
    void inOrder() {
        town.isInOrder();
    }

    @Test
    void theReplyChainIsShownAndNotKept() {
        Place room = town.channel("Library", "chains");
        Person vera = town.person("Vera");
        Person will = town.person("Will");
        Said start = room.says(vera, "chain-0 begins");
        Said end = start;
        for (int i = 1; i < 30; i++) {
            end = room.replies(i % 2 == 0 ? vera : will, end.id(), "chain-" + i + " goes on");
        }
        Said asked = room.replies(will, end.id(), town.discord().clara().mention() + " who began chain-question?");
        town.answered(asked, DiscordTown.heard("who began chain-question?"));

        List<String> chain = section(town.question("chain-question").request(), CHAIN);
        assertThat(chain).hasSize(25);
        assertThat(chain.getFirst()).isEqualTo("Will: chain-5 goes on");
        assertThat(chain.getLast()).isEqualTo("Will: chain-29 goes on");
        assertThat(town.remembers("goes on")).isFalse();
    }

    @Test
    void theTalkAroundAQuestionIsShownAndNotKept() {
        Place room = town.channel("Library", "surroundings");
        Person vera = town.person("Vera");
        Person will = town.person("Will");
        for (int i = 0; i < 60; i++) {
            room.says(i % 2 == 0 ? vera : will, "around-" + i);
        }
        town.heardAndAnswered(room, will, "what is around-question?");
        room.says(vera, "around-after");
        town.heardAndAnswered(room, vera, "and second-around-question?");

        List<String> around = section(town.question("what is around-question").request(), AROUND);
        assertThat(around).hasSize(50).first().isEqualTo("Vera: around-10");
        assertThat(around).last().isEqualTo("Will: around-59");
        Request second = town.question("second-around-question").request();
        assertThat(section(second, AROUND)).last().isEqualTo("Vera: around-after");
        assertThat(section(second, AROUND)).noneMatch(line -> line.contains("question"));
        assertThat(recent(second)).contains("what is around-question?").doesNotContain("around-59", "around-after");
        assertThat(town.remembers("around-59") || town.remembers("around-after"))
                .isFalse();
    }

    @Test
    void aThreadIsAPlaceOfItsOwnThatKnowsItsChannel() {
        Place room = town.channel("Library", "reading room");
        Person xenia = town.person("Xenia");
        Person yuri = town.person("Yuri");
        town.when("reading lamp is called", Script.say("Noted."));
        town.answered(town.asks(room, xenia, "My reading lamp is called Zqluma."), "Noted.");
        town.heardAndAnswered(room, xenia, "unrelated room-talk");
        Place thread = room.thread(yuri, "about lamps");
        String question = "What is the reading lamp called?";
        town.answered(town.asks(thread, yuri, question), DiscordTown.heard(question));

        Request inThread = town.question(question).request();
        assertThat(recent(inThread)).doesNotContain("Zqluma", "room-talk");
        assertThat(section(inThread, REMEMBERED)).anyMatch(line -> line.contains("Zqluma"));

        town.when("thread kettle is called", Script.say("Noted too."));
        town.answered(town.asks(thread, yuri, "My thread kettle is called Zqketo."), "Noted too.");
        String back = "What is the thread kettle called?";
        town.answered(town.asks(room, xenia, back), DiscordTown.heard(back));
        Request inRoom = town.question(back).request();
        assertThat(recent(inRoom)).doesNotContain("Zqketo");
        assertThat(section(inRoom, REMEMBERED)).anyMatch(line -> line.contains("Zqketo"));
    }

    @Test
    void aPrivateThreadKnowsNothingOfItsChannelAndTellsItNothing() {
        Place room = town.channel("Library", "reading room");
        Person zoe = town.person("Zoe");
        Person anton = town.person("Anton");
        town.when("piano is called", Script.say("Noted."));
        town.answered(town.asks(room, zoe, "My old piano is called Zqpino."), "Noted.");
        Place secret = room.privateThread(anton, "whispers", zoe, town.discord().clara());
        String question = "What is the old piano called?";
        town.answered(town.asks(secret, anton, question), DiscordTown.heard(question));
        assertThat(town.question(question).request().prompt()).doesNotContain("Zqpino");

        town.when("My surprise gift", Script.say("Noted."));
        town.answered(town.asks(secret, anton, "My surprise gift is called Zqgifo."), "Noted.");
        String outside = "What is the surprise gift called?";
        town.answered(town.asks(room, zoe, outside), DiscordTown.heard(outside));
        assertThat(town.question(outside).request().prompt()).doesNotContain("Zqgifo");
        String inside = "Tell me: what is the surprise gift called?";
        town.answered(town.asks(secret, zoe, inside), DiscordTown.heard(inside));
        assertThat(town.question(inside).request().prompt()).contains("Zqgifo");
    }

    @Test
    void whatIsSaidDirectlyStaysThere() {
        Person bea = town.person("Bea");
        Place dm = town.direct(bea);
        Place room = town.channel("Library", "lobby");
        town.when("diary is called", Script.say("Noted."));
        town.answered(dm.says(bea, "My locked diary is called Zqdiro."), "Noted.");
        String question = "What is my locked diary called?";
        Seen seen = town.answered(town.asks(room, bea, question), DiscordTown.heard(question));
        assertThat(town.question(question).request().prompt()).doesNotContain("Zqdiro");
        assertThat(seen.content()).doesNotContain("Zqdiro");

        town.when("bench is called", Script.say("Noted."));
        town.answered(town.asks(room, bea, "My garden bench is called Zqbeno."), "Noted.");
        String own = "What is my garden bench called?";
        town.answered(dm.says(bea, own), DiscordTown.heard(own));
        assertThat(town.question(own).request().prompt()).contains("Zqbeno");
    }

    /** The lines of a section of the system's message, without its heading. */
    private static List<String> section(Request request, String heading) {
        String system = request.messages().getFirst().text();
        int from = system.indexOf(heading);
        if (from < 0) {
            return List.of();
        }
        int to = system.indexOf("\n\n", from);
        return system.substring(from, to < 0 ? system.length() : to)
                .lines()
                .skip(1)
                .toList();
    }

    /** The turns shown before the question. */
    private static String recent(Request request) {
        return request.messages().subList(1, request.messages().size() - 1).stream()
                .map(Request.Message::text)
                .collect(Collectors.joining("\n"));
    }
}
