package ai.clara.testkit.discord;

import static ai.clara.testkit.discord.RealClient.BOUND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.message.MessageBulkDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.MessageUpdateEvent;
import net.dv8tion.jda.api.utils.FileUpload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people and the real client see of each other. One connection for all, a server for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeDiscordTest {
    private final FakeDiscord fake = FakeDiscord.start();
    private final Person ann = fake.person("Ann");
    private final Place general = fake.guild("Books").channel("general");
    private RealClient client;

    @BeforeAll
    void connect() {
        client = RealClient.connect(fake);
    }

    @AfterAll
    void close() throws java.io.IOException {
        client.close();
        fake.close();
        fake.writeLog(java.nio.file.Path.of("target", "fake-discord.jsonl"));
        assertThat(fake.refusals()).isEmpty();
    }

    @Test
    void aMessageIsAnsweredByAReplyThatIsEdited() {
        Said said = general.says(ann, fake.clara().mention() + " hello");
        Message message = received(said).getMessage();
        assertThat(message.getMentions().isMentioned(client.jda.getSelfUser())).isTrue();
        assertThat(message.getContentRaw()).endsWith("hello");
        Message reply = message.reply("hel").setNonce("n-1").complete();
        reply.editMessage("hello Ann").complete();

        Seen seen = general.awaitReply(said, BOUND);
        assertThat(seen.content()).isEqualTo("hello Ann");
        assertThat(seen.edits()).singleElement().extracting(Edit::content).isEqualTo("hello Ann");
        assertThat(seen.nonce()).isEqualTo("n-1");
        assertThat(general.visible()).extracting(Seen::author).containsSubsequence(ann, fake.clara());
    }

    @Test
    void aDirectMessageIsAnswered() {
        Place dm = fake.dm(ann);
        Said said = dm.says(ann, "just us");
        MessageReceivedEvent event = received(said);
        assertThat(event.isFromGuild()).isFalse();
        event.getChannel().sendTyping().complete();
        event.getMessage().reply("yes").mentionRepliedUser(false).complete();
        assertThat(dm.awaitReply(said, BOUND).pings()).isEmpty();
        assertThat(fake.typings(dm)).isEqualTo(1);
    }

    @Test
    void oneNonceIsOneMessageUntilItIsForgotten() {
        MessageChannel channel = channel(fake.guild("Nonces").channel("general"));
        Place place = fake.guild("Nonces").channel("general");
        Message first = channel.sendMessage("once").setNonce("same").complete();
        Message second = channel.sendMessage("once").setNonce("same").complete();
        assertThat(second.getId()).isEqualTo(first.getId());
        assertThat(place.byClara()).hasSize(1);
        fake.forgetNonces();
        channel.sendMessage("once").setNonce("same").complete();
        assertThat(place.byClara()).hasSize(2);
    }

    @Test
    void editsAndDeletesReachTheClient() {
        Place place = fake.guild("Changes").channel("general");
        channel(place);
        Said one = place.says(ann, "one");
        Said two = place.says(ann, "two");
        Said three = place.says(ann, "three");
        one.edit("uno");
        client.awaitEvent(
                fake,
                MessageUpdateEvent.class,
                event -> event.getMessage().getContentRaw().equals("uno"));
        one.delete();
        client.awaitEvent(
                fake, MessageDeleteEvent.class, event -> event.getMessageId().equals(one.id()));
        place.bulkDelete(two, three);
        var bulk = client.awaitEvent(fake, MessageBulkDeleteEvent.class, event -> true);
        assertThat(bulk.getMessageIds()).containsExactly(two.id(), three.id());
        assertThat(place.visible()).isEmpty();
    }

    @Test
    void theGapIsReadByRequests() {
        Place place = fake.guild("History").channel("general");
        MessageChannel channel = channel(place);
        Said first = place.says(ann, "first");
        Said last = first;
        for (int i = 0; i < 120; i++) {
            last = place.says(ann, "message " + i);
        }
        var page = channel.getHistoryAfter(first.id(), 100).complete().getRetrievedHistory();
        assertThat(page).hasSize(100);
        assertThat(page.getLast().getContentRaw()).isEqualTo("message 0");
        var rest = channel.getHistoryAfter(page.getFirst(), 100).complete().getRetrievedHistory();
        assertThat(rest).hasSize(20);
        assertThat(rest.getFirst().getId()).isEqualTo(last.id());
        assertThat(rest.getFirst().getNonce()).isNull();
        assertThat(channel.getHistoryBefore(last.id(), 5).complete().size()).isEqualTo(5);
        assertThat(channel.retrieveMessageById(first.id()).complete().getContentRaw())
                .isEqualTo("first");
    }

    @Test
    void filesGoBothWays() throws Exception {
        Place place = fake.guild("Files").channel("general");
        channel(place);
        Said said = place.says(
                ann,
                "look",
                fake.file("a.txt", "text/plain", "from Ann".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        Message message = received(said).getMessage();
        try (var in = message.getAttachments().getFirst().getProxy().download().get()) {
            assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("from Ann");
        }
        message.reply("here")
                .addFiles(FileUpload.fromData("für Ann".getBytes(java.nio.charset.StandardCharsets.UTF_8), "ü.txt"))
                .complete();
        SeenFile file = place.awaitReply(said, BOUND).files().getFirst();
        assertThat(file.text()).isEqualTo("für Ann");
        assertThat(file.name()).isEqualTo("ü.txt");
    }

    @Test
    void threadsArePlacesOfTheirOwn() {
        Place place = fake.guild("Threads").channel("general");
        channel(place);
        Place open = place.thread(ann, "plans");
        Place closed = place.privateThread(ann, "secret");
        Place with = place.privateThread(ann, "with Clara", fake.clara());
        Said said = open.says(ann, "in the open");
        received(said).getMessage().reply("seen").complete();
        assertThat(open.awaitReply(said, BOUND).content()).isEqualTo("seen");
        closed.says(ann, "not for her");
        Said inside = with.says(ann, "for her");
        assertThat(received(inside).getChannelType().isThread()).isTrue();
        assertThat(client.count(
                        MessageReceivedEvent.class,
                        event -> event.getMessage().getContentRaw().equals("not for her")))
                .isZero();
    }

    @Test
    void whoSeesAChannelFollowsRoles() {
        Guild guild = fake.guild("Roles");
        Role staff = guild.role("staff");
        Person bob = fake.person("Bob");
        guild.join(bob).join(ann, staff);
        Place hidden = guild.privateChannel("staff-only", staff);
        assertThat(hidden.sees(ann)).isTrue();
        assertThat(hidden.sees(bob)).isFalse();
        Said said = hidden.says(ann, "psst");
        MessageReceivedEvent event = received(said);
        assertThat(Objects.requireNonNull(event.getMember()).getRoles())
                .extracting(role -> role.getName())
                .containsExactly("staff");
        assertThat(event.getGuild()
                        .retrieveMemberById(bob.id())
                        .complete()
                        .hasPermission(event.getGuildChannel(), net.dv8tion.jda.api.Permission.VIEW_CHANNEL))
                .isFalse();
    }

    @Test
    void webhooksAndBotsAreMarked() {
        Place place = fake.guild("Bots").channel("general");
        channel(place);
        assertThat(received(place.webhookSays("News", "extra")).isWebhookMessage())
                .isTrue();
        assertThat(received(place.says(fake.otherBot("Other"), "beep"))
                        .getAuthor()
                        .isBot())
                .isTrue();
    }

    @Test
    void aDuplicateEventComesTwice() {
        Place place = fake.guild("Twice").channel("general");
        channel(place);
        fake.faults().duplicateMessages(1);
        Said twice = place.says(ann, "twice");
        Said once = place.says(ann, "once");
        received(once);
        assertThat(client.count(
                        MessageReceivedEvent.class,
                        event -> event.getMessageId().equals(twice.id())))
                .isEqualTo(2);
    }

    @Test
    void heldEventsComeLater() {
        Place place = fake.guild("Held").channel("general");
        channel(place);
        fake.faults().holdEvents();
        Said said = place.says(ann, "later");
        assertThat(place.visible()).hasSize(1);
        fake.faults().releaseEvents();
        received(said);
    }

    private MessageReceivedEvent received(Said said) {
        return client.awaitEvent(
                fake, MessageReceivedEvent.class, event -> event.getMessageId().equals(said.id()));
    }

    private MessageChannel channel(Place place) {
        Said hello = place.says(ann, "first of all");
        MessageChannel channel = received(hello).getChannel();
        hello.delete();
        return channel;
    }
}
