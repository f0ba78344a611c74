package ai.clara.discord;

import static ai.clara.discord.RecordingInbox.BOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.command.CommandException;
import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Guild;
import ai.clara.testkit.discord.Intent;
import ai.clara.testkit.discord.Permission;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Refusal;
import ai.clara.testkit.discord.Role;
import ai.clara.testkit.discord.Seen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may talk, and connections that cannot be as they should. */
@Timeout(240)
final class DiscordAccessTest {
    private final FakeDiscord fake = FakeDiscord.start();
    private final RecordingInbox inbox = new RecordingInbox();
    private final Person ann = fake.person("Ann");
    private final Person stranger = fake.person("Stranger");

    @AfterEach
    void end() {
        fake.close();
    }

    private String clara() {
        return fake.clara().mention();
    }

    private void awaitFinding(Wired wired, String part) {
        inbox.await(part, () -> wired.findings().toString().contains(part));
    }

    @Test
    void refusedPeopleAndPlacesLeaveNoTrace() {
        Guild home = fake.guild("Home");
        Guild other = fake.guild("Other");
        Role friends = home.role("friends");
        home.join(ann, friends).join(stranger);
        other.join(ann).join(stranger);
        Place hall = home.channel("hall");
        Place elsewhere = other.channel("elsewhere");
        try (var wired = new Wired(
                        fake, inbox, "DISCORD_ALLOWED_SERVERS", home.id(), "DISCORD_ALLOWED_ROLES", friends.id())
                .connected(fake, inbox)) {
            hall.says(stranger, clara() + " no role");
            elsewhere.says(ann, clara() + " wrong server");
            fake.dm(stranger).says(stranger, "no role either");
            fake.dm(ann).says(ann, "direct with role");
            elsewhere.says(ann, "unknown").delete();
            hall.says(ann, clara() + " with role");
            inbox.awaitText("with role");
            inbox.awaitText("direct with role");
            hall.thread(ann, "thread").says(ann, clara() + " in thread");
            inbox.awaitText("in thread");
            assertThat(inbox.texts()).containsExactlyInAnyOrder("with role", "direct with role", "in thread");
            assertThat(inbox.deleted).isEmpty();
            assertThat(elsewhere.byClara()).isEmpty();
            assertThat(fake.dm(stranger).byClara()).isEmpty();
            assertThat(fake.typings(elsewhere)).isZero();
            assertThat(wired.findings()).allMatch(finding -> finding.ok());
            assertThat(fake.refusals()).isEmpty();
        }
    }

    @Test
    void wrongTokenIsOneSentence() {
        try (var wired = new Wired(fake, inbox, "DISCORD_BOT_TOKEN", "not-the-token")) {
            awaitFinding(wired, "does not take the token in DISCORD_BOT_TOKEN");
            assertThat(wired.findings()).noneMatch(finding -> finding.ok());
        }
    }

    @Test
    void noNetworkIsOneSentenceAndIsTriedAgain() {
        try (var wired = new Wired(fake, inbox, "DISCORD_API_BASE_URL", "http://127.0.0.1:9/api/v10")) {
            awaitFinding(wired, "Discord cannot be reached: ");
            assertThat(wired.findings().toString()).contains("127.0.0.1");
        }
    }

    @Test
    void withoutTheContentIntentDirectMessagesAndMentionsStillWork() {
        fake.disallow(Intent.MESSAGE_CONTENT);
        Place hall = fake.guild("Home").join(ann).channel("hall");
        try (var wired = new Wired(fake, inbox).connected(fake, inbox)) {
            hall.says(ann, clara() + " mentioned");
            fake.dm(ann).says(ann, "direct");
            inbox.awaitText("mentioned");
            inbox.awaitText("direct");
            Seen answer = hall.awaitClara(BOUND, seen -> seen.content().equals("You said: mentioned"));
            hall.repliesQuietly(ann, answer.id(), "unseen");
            hall.awaitClara(BOUND, seen -> seen.content().contains("please mention me"));
            assertThat(wired.findings().toString()).contains("Turn on Message Content Intent");
            assertThat(fake.refusals()).extracting(Refusal::kind).containsOnly(Refusal.Kind.DISALLOWED_INTENTS);
        }
    }

    @Test
    void closedPlacesAreSkippedWhenLookingForWhatWasMissed() {
        Place hall = fake.guild("Home").join(ann).channel("hall");
        Place open = fake.guild("Home").channel("open");
        try (var wired = new Wired(fake, inbox).connected(fake, inbox)) {
            hall.says(ann, clara() + " one");
            open.says(ann, clara() + " two");
            inbox.awaitText("one");
            inbox.awaitText("two");
            hall.awaitClara(BOUND, seen -> seen.content().contains("one"));
            open.awaitClara(BOUND, seen -> seen.content().contains("two"));
            fake.faults().offline();
            fake.awaitDisconnected(BOUND);
            hall.says(ann, clara() + " hidden");
            open.says(ann, clara() + " open");
            hall.denyClara(Permission.VIEW);
            fake.faults().online();
            inbox.awaitText("open");
            assertThat(inbox.texts()).doesNotContain("hidden");
            assertThat(wired.findings().toString()).contains("connected as");
            assertThat(fake.refusals()).isEmpty();
        }
    }

    @Test
    void slipInAListStopsTheStart() {
        assertThatThrownBy(() -> new Wired(fake, inbox, "DISCORD_ALLOWED_CHANNELS", "general"))
                .isInstanceOf(CommandException.class);
    }

    @Test
    void withoutATokenNothingHappens() {
        try (var wired = new Wired(fake, inbox, "DISCORD_BOT_TOKEN", "")) {
            assertThat(wired.findings()).allMatch(finding -> finding.ok());
            assertThat(fake.log()).isEmpty();
        }
    }
}
