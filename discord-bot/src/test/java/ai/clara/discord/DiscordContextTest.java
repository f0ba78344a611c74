package ai.clara.discord;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.id.TurnId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.discord.Seen;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What of a place is read for a prompt. */
@Timeout(240)
final class DiscordContextTest {
    private final FakeDiscord fake = FakeDiscord.start();
    private final RecordingInbox inbox = new RecordingInbox();
    private final Person ann = fake.person("Ann");
    private final Person ben = fake.person("Ben");
    private final Place hall = fake.guild("Home").join(ann).join(ben).channel("hall");
    private final Wired wired = new Wired(fake, inbox).connected(fake, inbox);

    @AfterEach
    void end() {
        wired.close();
        assertThat(fake.refusals()).isEmpty();
        fake.close();
    }

    private String clara() {
        return fake.clara().mention();
    }

    private List<String> section(PromptSlot slot, InboundMessage message) {
        var person = new PersonId(UUID.randomUUID());
        var turn = new TurnView(
                new TurnId(UUID.randomUUID()),
                person,
                message.authorName(),
                Viewer.direct(person),
                new ConversationId(UUID.randomUUID()),
                message.conversation(),
                new SessionId(UUID.randomUUID()),
                Project.DEFAULT,
                new MessageRef(UUID.randomUUID()),
                1,
                message.text(),
                message.sentAt(),
                ZoneOffset.UTC,
                message.platformId());
        return wired.all(PromptSection.class).stream()
                .filter(section -> section.slot() == slot)
                .flatMap(section -> section.render(turn).stream())
                .flatMap(content -> ((SectionContent.Messages) content).messages().stream())
                .map(DiscordContextTest::line)
                .toList();
    }

    private static String line(ChatMessage message) {
        return switch (message) {
            case ChatMessage.FromPerson from -> from.speaker() + ": " + from.plainText();
            case ChatMessage.FromClara from -> "Clara: " + from.text();
        };
    }

    @Test
    void chainOfRepliesIsReadOldestFirst() {
        Said root = hall.says(ben, "shall we plant " + ann.mention() + "'s roses?");
        hall.says(ben, "something else");
        Said second = hall.replies(ann, root.id(), clara() + " what do you think?");
        Seen answer =
                hall.awaitClara(RecordingInbox.BOUND, seen -> seen.content().equals("You said: what do you think?"));
        hall.repliesQuietly(ben, answer.id(), "and tulips?");
        InboundMessage message = inbox.awaitText("and tulips?");
        assertThat(section(PromptSlot.REPLY_CHAIN, message))
                .containsExactly(
                        "Ben: shall we plant @Ann's roses?",
                        "Ann: what do you think?",
                        "Clara: You said: what do you think?");
        second.delete();
        assertThat(section(PromptSlot.REPLY_CHAIN, message)).containsExactly("Clara: You said: what do you think?");
    }

    @Test
    void surroundingsAreWhatOthersSaidInTheSamePlace() {
        fake.guild("Home").channel("other").says(ben, "elsewhere");
        hall.says(ben, "the pump is broken");
        hall.says(ann, clara() + " hello");
        hall.awaitClara(RecordingInbox.BOUND, seen -> seen.content().equals("You said: hello"));
        hall.says(ann, "I can fix it");
        hall.says(ben, clara() + " who fixes it?");
        InboundMessage message = inbox.awaitText("who fixes it?");
        hall.says(ann, "too late");
        assertThat(section(PromptSlot.SURROUNDINGS, message))
                .containsExactly("Ben: the pump is broken", "Ann: I can fix it");
        assertThat(section(PromptSlot.REPLY_CHAIN, message)).isEmpty();
    }

    @Test
    void threadShowsOnlyItself() {
        hall.says(ben, "in the hall");
        Place thread = hall.thread(ann, "roses");
        thread.says(ben, "in the thread");
        thread.says(ann, clara() + " and?");
        assertThat(section(PromptSlot.SURROUNDINGS, inbox.awaitText("and?"))).containsExactly("Ben: in the thread");
    }

    @Test
    void directMessagesHaveNoSurroundings() {
        fake.dm(ann).says(ann, "one");
        fake.dm(ann).says(ann, "two");
        assertThat(section(PromptSlot.SURROUNDINGS, inbox.awaitText("two"))).isEmpty();
    }

    @Test
    void longTalkIsHeldToItsBudget() {
        for (int i = 0; i < 40; i++) {
            hall.says(ben, i + " " + "x".repeat(1_500));
        }
        hall.says(ann, clara() + " and?");
        List<String> lines = section(PromptSlot.SURROUNDINGS, inbox.awaitText("and?"));
        assertThat(lines).hasSizeBetween(2, 4);
        assertThat(lines.getLast()).startsWith("Ben: 39 ");
    }
}
