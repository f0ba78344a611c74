package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.discord.Guild;
import ai.clara.testkit.discord.Intent;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Refusal;
import ai.clara.testkit.discord.Role;
import ai.clara.testkit.discord.Said;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Who may talk to Clara under which settings. Who may not leaves nothing behind. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordRulesTest {
    private final DiscordTown town = new DiscordTown();
    private final Guild harbour = town.discord().guild("Harbour");
    private final Guild library = town.discord().guild("Library");
    private final Place quay = harbour.channel("quay");
    private final Place pier = harbour.channel("pier");
    private final Place shelf = library.channel("shelf");
    private final Role sailors = harbour.role("Sailors");
    private final Person member = town.person("Mona");
    private final Person sailor = town.person("Siri");
    private final Person stranger = town.person("Stan");

    DiscordRulesTest() {
        harbour.join(member);
        library.join(member);
        harbour.join(sailor, sailors);
    }

    @AfterEach
    void leaves() {
        town.leave();
        town.isInOrder();
        List.of("DISCORD_ALLOWED_SERVERS", "DISCORD_ALLOWED_CHANNELS", "DISCORD_ALLOWED_ROLES", "CLARA_ALLOW_DMS")
                .forEach(town::without);
    }

    @AfterAll
    void ends() {
        town.close();
    }

    @Test
    void withoutRulesEveryServerAndItsMembers() {
        town.serve();
        assertToldOnce("Everyone may talk to Clara in every server");
        assertAnswers(town.asks(quay, member, "open quay"), "open quay");
        assertAnswers(town.asks(shelf, member, "open shelf"), "open shelf");
        assertAnswers(town.discord().dm(member).says(member, "open dm"), "open dm");
        assertRefuses(town.discord().dm(stranger), stranger, "who are you?");
    }

    @Test
    void allowedServersSupersedeAllowedChannels() {
        town.with("DISCORD_ALLOWED_SERVERS", harbour.id())
                .with("DISCORD_ALLOWED_CHANNELS", shelf.id())
                .serve();
        assertToldOnce("in 1 server", "DISCORD_ALLOWED_CHANNELS is not read");
        assertAnswers(town.asks(quay, member, "server quay"), "server quay");
        assertAnswers(town.asks(pier.thread(member, "planks"), member, "server thread"), "server thread");
        assertRefuses(shelf, member, "server shelf");
    }

    @Test
    void allowedChannelsAndTheirThreadsOnly() {
        town.with("DISCORD_ALLOWED_CHANNELS", quay.id()).serve();
        assertToldOnce("in 1 channel");
        assertAnswers(town.asks(quay, member, "channel quay"), "channel quay");
        assertAnswers(town.asks(quay.thread(member, "ropes"), member, "channel thread"), "channel thread");
        assertRefuses(pier, member, "channel pier");
        assertRefuses(pier.thread(member, "nails"), member, "other thread");
        assertRefuses(shelf, member, "channel shelf");
    }

    @Test
    void anAllowedRoleIsNeededInAddition() {
        town.with("DISCORD_ALLOWED_SERVERS", harbour.id())
                .with("DISCORD_ALLOWED_ROLES", sailors.id())
                .serve();
        assertToldOnce("Who has one of 1 role");
        assertAnswers(town.asks(quay, sailor, "role quay"), "role quay");
        assertAnswers(town.discord().dm(sailor).says(sailor, "role dm"), "role dm");
        assertRefuses(quay, member, "role none");
        assertRefuses(town.discord().dm(member), member, "role dm none");
        assertRefuses(shelf, sailor, "role elsewhere");
        harbour.takeRole(sailor, sailors);
        assertRefuses(quay, sailor, "role lost");
        harbour.join(sailor, sailors);
        assertAnswers(town.asks(quay, sailor, "role again"), "role again");
    }

    @Test
    void directMessagesOfEveryone() {
        town.with("CLARA_ALLOW_DMS", "everyone").serve();
        assertToldOnce("everyone in direct messages");
        Person passer = town.person("Pablo");
        assertAnswers(town.discord().dm(passer).says(passer, "from nowhere"), "from nowhere");
    }

    @Test
    void directMessagesOfNobody() {
        town.with("CLARA_ALLOW_DMS", "none").serve();
        assertToldOnce("nobody in direct messages");
        assertAnswers(town.asks(quay, member, "not directly"), "not directly");
        assertRefuses(town.discord().dm(member), member, "a whisper");
    }

    @Test
    void withoutTheContentIntentDirectMessagesAndMentionsStillWork() {
        town.expects(Refusal.Kind.DISALLOWED_INTENTS);
        town.discord().disallow(Intent.MESSAGE_CONTENT);
        try {
            town.serve();
            assertAnswers(town.asks(quay, member, "mention without intent"), "mention without intent");
            assertAnswers(town.discord().dm(member).says(member, "direct without intent"), "direct without intent");
            quay.says(member, "unaddressed without intent");
            assertThat(town.errors()).contains("Message Content Intent", "discord.com/developers/applications");
            Outcome doctor = town.clara().beside().run("doctor");
            assertThat(doctor.out()).contains("WRONG Discord", "Turn on Message Content Intent");
            assertThat(doctor.exit()).isEqualTo(1);
        } finally {
            town.discord().allow(Intent.MESSAGE_CONTENT);
        }
    }

    private void assertAnswers(Said said, String words) {
        town.answered(said, DiscordTown.heard(words));
    }

    /** No row, no sign, no question to the model; told by what is there after a while. */
    private void assertRefuses(Place place, Person person, String words) {
        town.quiet();
        List<Long> rows = town.rows();
        int asked = town.timesAsked();
        int before = town.discord().now();
        Said said = town.asks(place, person, words);
        DiscordTown.pause(DiscordTown.A_WHILE);
        assertThat(DiscordTown.repliesTo(said)).isEmpty();
        assertThat(town.requests(place, before)).as("requests about the place").isEmpty();
        assertThat(place.visible().getLast().reactions()).isEmpty();
        assertThat(town.timesAsked()).isEqualTo(asked);
        assertThat(town.rows()).as("rows of the tables").isEqualTo(rows);
        assertThat(town.remembers(words)).isFalse();
        said.edit(said.text() + " indeed");
        said.delete();
        town.quiet();
        assertThat(town.rows()).as("rows after the deletion").isEqualTo(rows);
    }

    private void assertToldOnce(String... words) {
        ModelServer.await("the start says who may talk", () -> town.errors().contains("may talk to Clara"));
        List<String> told = town.errors()
                .lines()
                .filter(line -> line.contains("may talk to Clara"))
                .collect(Collectors.toList());
        assertThat(told).singleElement().asString().contains(words);
    }
}
