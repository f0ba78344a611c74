package ai.clara.testkit.discord;

import static ai.clara.testkit.discord.RealClient.BOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the real client does when things go wrong, and what the fake then says. */
class FakeDiscordFaultsTest {
    private final FakeDiscord fake = FakeDiscord.start();
    private final Person ann = fake.person("Ann");
    private final Place general = fake.guild("Books").channel("general");

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aDroppedConnectionResumesAndGetsWhatItMissed() {
        try (var client = RealClient.connect(fake)) {
            received(client, general.says(ann, "before"));
            fake.faults().replayOnResume(1);
            fake.faults().offlineKeepingSessions();
            Said missed = general.says(ann, "meanwhile");
            fake.faults().online();
            received(client, missed);
            client.awaitEvent(fake, SessionResumeEvent.class, event -> true);
            assertThat(client.count(
                            MessageReceivedEvent.class,
                            event -> event.getMessage().getContentRaw().equals("before")))
                    .isEqualTo(2);
            fake.faults().askToReconnect();
            received(client, general.says(ann, "after op 7"));
            fake.faults().drop();
            received(client, general.says(ann, "after 4000"));
            assertThat(fake.refusals()).isEmpty();
        }
    }

    @Test
    void anInvalidSessionStartsAnewAndTheGapIsOnlyInTheHistory() {
        try (var client = RealClient.connect(fake)) {
            MessageReceivedEvent before = received(client, general.says(ann, "before"));
            fake.faults().offline();
            Said missed = general.says(ann, "nobody hears this");
            fake.faults().online();
            client.awaitEvent(fake, SessionRecreateEvent.class, event -> true);
            received(client, general.says(ann, "after"));
            assertThat(client.count(
                            MessageReceivedEvent.class,
                            event -> event.getMessageId().equals(missed.id())))
                    .isZero();
            List<Message> gap = channel(client)
                    .getHistoryAfter(before.getMessageId(), 100)
                    .complete()
                    .getRetrievedHistory();
            assertThat(gap).extracting(Message::getContentRaw).containsExactly("after", "nobody hears this");
        }
    }

    @Test
    void aLostResponseLeavesOneMessage() {
        try (var client = RealClient.connect(fake)) {
            received(client, general.says(ann, "hello"));
            fake.faults().losingResponses(Faults.POST_MESSAGE, 8);
            assertThatThrownBy(() ->
                            channel(client).sendMessage("once").setNonce("n").complete())
                    .isInstanceOf(RuntimeException.class);
            assertThat(general.byClara()).hasSize(1);
            fake.faults().noneOfRequests();
            channel(client).sendMessage("once").setNonce("n").complete();
            assertThat(general.byClara()).hasSize(1);
        }
    }

    @Test
    void whatDiscordRefusesIsRefusedAndKept() {
        try (var client = RealClient.connect(fake)) {
            Said said = general.says(ann, "hello");
            received(client, said);
            // The library itself refuses the long text; a request past it reaches the fake.
            assertThat(raw(
                            "POST",
                            "channels/" + general.id() + "/messages",
                            "{\"content\":\"" + "x".repeat(2001) + "\"}"))
                    .isEqualTo(400);
            assertThat(raw("POST", "channels/" + general.id() + "/messages", "{\"content\":\" \"}"))
                    .isEqualTo(400);
            assertThat(raw("PATCH", "channels/" + general.id() + "/messages/" + said.id(), "{\"content\":\"mine\"}"))
                    .isEqualTo(403);
            assertThat(raw("POST", "channels/1/messages", "{\"content\":\"x\"}"))
                    .isEqualTo(404);
            assertThat(raw("POST", "channels/" + general.id() + "/messages", "{\"content\":\"@everyone\"}"))
                    .isEqualTo(200);
            general.denyClara(Permission.SEND);
            assertThat(raw("POST", "channels/" + general.id() + "/messages", "{\"content\":\"x\"}"))
                    .isEqualTo(403);
            assertThat(fake.refusals())
                    .extracting(Refusal::kind)
                    .containsExactly(
                            Refusal.Kind.TOO_LONG,
                            Refusal.Kind.EMPTY_MESSAGE,
                            Refusal.Kind.NOT_OWN_MESSAGE,
                            Refusal.Kind.UNKNOWN_CHANNEL,
                            Refusal.Kind.MASS_PING,
                            Refusal.Kind.MISSING_PERMISSION);
        }
    }

    @Test
    void limitsAreObeyedByTheClientAndNotByARawRequest() {
        try (var client = RealClient.connect(fake)) {
            received(client, general.says(ann, "hello"));
            fake.faults().tooMany(Faults.POST_MESSAGE, 1, 1);
            Message message = channel(client).sendMessage("0").complete();
            CompletableFuture.allOf(IntStream.rangeClosed(1, 7)
                            .mapToObj(i ->
                                    message.editMessage(Integer.toString(i)).submit())
                            .toArray(CompletableFuture[]::new))
                    .join();
            assertThat(general.byClara().getFirst().content()).isEqualTo("7");
            assertThat(fake.limited()).hasSize(1);
            assertThat(fake.refusals()).isEmpty();

            String edit = "channels/" + general.id() + "/messages/" + message.getId();
            IntStream.range(0, 7).forEach(i -> raw("PATCH", edit, "{\"content\":\"again\"}"));
            assertThat(fake.limited()).hasSizeGreaterThan(1);
            assertThat(fake.refusals())
                    .extracting(Refusal::kind)
                    .isNotEmpty()
                    .containsOnly(Refusal.Kind.SENT_BEFORE_RETRY_AFTER);
        }
    }

    @Test
    void aServerErrorIsTriedAgainByTheClient() {
        try (var client = RealClient.connect(fake)) {
            received(client, general.says(ann, "hello"));
            fake.faults().failing(Faults.POST_MESSAGE, 1, 500);
            try {
                channel(client).sendMessage("x").complete();
            } catch (ErrorResponseException e) {
                assertThat(e.getErrorCode()).isZero();
            }
            assertThat(general.byClara()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void aCommandIsDeferredAndAnswered() {
        try (var client = RealClient.connect(fake)) {
            client.jda
                    .updateCommands()
                    .addCommands(Commands.slash("help", "what she does"))
                    .complete();
            SlashCall call = general.slash(ann, "help");
            var event = client.awaitEvent(fake, SlashCommandInteractionEvent.class, e -> true);
            event.deferReply(true).complete();
            assertThat(general.byClara()).singleElement().matches(Seen::thinking);
            event.getHook().editOriginal("she helps").complete();
            Seen answer = call.awaitAnswer(BOUND);
            assertThat(answer.content()).isEqualTo("she helps");
            assertThat(answer.onlyFor()).contains(ann.id());
            SlashCall second = fake.dm(ann).slash(ann, "help");
            client.awaitEvent(
                            fake,
                            SlashCommandInteractionEvent.class,
                            e -> e.getId().equals(second.id()))
                    .reply("here")
                    .complete();
            assertThat(second.awaitAnswer(BOUND).content()).isEqualTo("here");
            assertThat(fake.unansweredCommands()).isEmpty();
            assertThat(fake.refusals()).isEmpty();
        }
    }

    @Test
    void contentIsEmptyWithoutTheIntentUnlessSheIsMentioned() {
        fake.disallow(Intent.MESSAGE_CONTENT);
        try (var client = RealClient.connect(fake, GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES)) {
            assertThat(received(client, general.says(ann, "hello")).getMessage().getContentRaw())
                    .isEmpty();
            assertThat(received(client, general.says(ann, fake.clara().mention()))
                            .getMessage()
                            .getContentRaw())
                    .isNotEmpty();
            assertThat(received(client, fake.dm(ann).says(ann, "hello"))
                            .getMessage()
                            .getContentRaw())
                    .isEqualTo("hello");
            assertThat(fake.refusals()).isEmpty();
            fake.allow(Intent.MESSAGE_CONTENT);
            received(client, general.says(ann, "hello"));
            assertThat(fake.refusals()).extracting(Refusal::kind).containsExactly(Refusal.Kind.CONTENT_NOT_ASKED_FOR);
        }
    }

    @Test
    void aDisallowedIntentEndsTheClient() {
        fake.disallow(Intent.MESSAGE_CONTENT);
        try (var client = RealClient.start(fake, GatewayIntent.GUILD_MESSAGES, GatewayIntent.MESSAGE_CONTENT)) {
            assertThat(client.awaitShutdown(fake).getCloseCode()).isEqualTo(CloseCode.DISALLOWED_INTENTS);
            assertThat(fake.refusals()).extracting(Refusal::kind).containsExactly(Refusal.Kind.DISALLOWED_INTENTS);
        }
    }

    @Test
    void aSecondClientFindsWhatTheFirstLeft() {
        Said said;
        try (var first = RealClient.connect(fake)) {
            said = general.says(ann, "hello");
            received(first, said).getMessage().reply("hi").complete();
        }
        fake.awaitDisconnected(BOUND);
        Said missed = general.says(ann, "anybody?");
        try (var second = RealClient.connect(fake)) {
            Said next = general.says(ann, "again");
            var history = received(second, next)
                    .getChannel()
                    .getHistoryAfter(said.id(), 100)
                    .complete()
                    .getRetrievedHistory();
            assertThat(history).extracting(Message::getContentRaw).containsExactly("again", "anybody?", "hi");
            assertThat(history.getLast().getReferencedMessage()).isNotNull();
            assertThat(second.count(
                            MessageReceivedEvent.class,
                            event -> event.getMessageId().equals(missed.id())))
                    .isZero();
        }
    }

    @Test
    void aWrongTokenIsRefusedOnBothSides() {
        assertThatThrownBy(() -> RealClient.startWith(fake, "wrong"))
                .isInstanceOf(net.dv8tion.jda.api.exceptions.InvalidTokenException.class);
        assertThat(RawRequest.send(fake, "wrong", "GET", "users/@me", "")).isEqualTo(401);
        assertThat(fake.refusals()).extracting(Refusal::kind).containsOnly(Refusal.Kind.WRONG_TOKEN);
    }

    @Test
    void anInvalidatedAndAnAbortedConnectionComeBack() {
        try (var client = RealClient.connect(fake)) {
            received(client, general.says(ann, "before"));
            fake.faults().abort();
            received(client, general.says(ann, "after the abort"));
            fake.faults().invalidateSession();
            client.awaitEvent(fake, SessionRecreateEvent.class, event -> true);
            received(client, general.says(ann, "after op 9"));
            fake.faults().refuseResumes(true);
            fake.faults().drop();
            fake.awaitDisconnected(BOUND);
            fake.awaitConnected(BOUND);
            received(client, general.says(ann, "after a refused resume"));
            assertThat(client.count(SessionRecreateEvent.class, event -> true)).isEqualTo(2);
            assertThat(fake.refusals()).isEmpty();
        }
    }

    @Test
    void aCommandIsAnsweredOnceAndInTime() {
        try (var client = RealClient.connect(fake)) {
            client.jda
                    .updateCommands()
                    .addCommands(Commands.slash("help", "what she does"))
                    .complete();
            SlashCall twice = general.slash(ann, "help");
            String callback = "interactions/" + twice.id() + "/" + twice.token() + "/callback";
            assertThat(raw("POST", callback, "{\"type\":5}")).isEqualTo(204);
            assertThat(raw("POST", callback, "{\"type\":5}")).isEqualTo(400);
            fake.commandDeadline(java.time.Duration.ZERO);
            SlashCall late = general.slash(ann, "help");
            assertThat(raw("POST", "interactions/" + late.id() + "/" + late.token() + "/callback", "{\"type\":5}"))
                    .isEqualTo(404);
            assertThat(fake.unansweredCommands()).containsExactly(late);
            assertThat(fake.refusals())
                    .extracting(Refusal::kind)
                    .containsExactly(Refusal.Kind.INTERACTION_TWICE, Refusal.Kind.INTERACTION_LATE);
        }
    }

    @Test
    void limitsOfAMessageAndDeniedPlacesAreRefused() {
        Place hidden = fake.guild("Books").channel("hidden").denyClara(Permission.VIEW);
        Place mute =
                fake.guild("Books").channel("no-history").denyClara(Permission.READ_HISTORY, Permission.ATTACH_FILES);
        mute.says(ann, "hello");
        Said deleted = general.says(ann, "gone");
        deleted.delete();
        String post = "channels/" + general.id() + "/messages";
        assertThat(raw("POST", post, "{\"content\":\"x\",\"nonce\":\"" + "n".repeat(26) + "\"}"))
                .isEqualTo(400);
        assertThat(raw("POST", post, "{\"content\":\"x\",\"message_reference\":{\"message_id\":\"7\"}}"))
                .isEqualTo(400);
        assertThat(raw("POST", "channels/" + hidden.id() + "/typing", "")).isEqualTo(403);
        assertThat(raw("GET", "channels/" + mute.id() + "/messages", "")).isEqualTo(200);
        assertThat(raw("GET", "channels/" + general.id() + "/messages?limit=101", ""))
                .isEqualTo(400);
        assertThat(raw("GET", "no/such/route", "")).isEqualTo(404);
        assertThat(raw("DELETE", post + "/" + deleted.id(), "")).isEqualTo(404);
        assertThat(fake.refusals())
                .extracting(Refusal::kind)
                .containsExactly(
                        Refusal.Kind.LONG_NONCE,
                        Refusal.Kind.UNKNOWN_MESSAGE,
                        Refusal.Kind.MISSING_PERMISSION,
                        Refusal.Kind.MISSING_PERMISSION,
                        Refusal.Kind.BAD_REQUEST,
                        Refusal.Kind.UNKNOWN_ROUTE);
        assertThat(fake.log()).extracting(Entry::kind).contains("said", "deleted", "request", "answer", "refusal");
    }

    @Test
    void aClientThatWasKilledIsSeenToBeGone() {
        var socket = java.net.http.HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(java.net.URI.create(fake.gatewayUrl()), new java.net.http.WebSocket.Listener() {})
                .join();
        socket.sendText("{\"op\":2,\"d\":{\"token\":\"" + fake.token() + "\",\"intents\":37377}}", true)
                .join();
        fake.awaitConnected(BOUND);
        socket.abort();
        fake.awaitDisconnected(BOUND);
    }

    @Test
    void aHeldResponseIsSeenBeforeTheClientKnows() {
        String post = "channels/" + general.id() + "/messages";
        fake.faults().holdingResponses(Faults.POST_MESSAGE, 1);
        var answer = CompletableFuture.supplyAsync(() -> raw("POST", post, "{\"content\":\"x\"}"));
        general.awaitClara(BOUND, seen -> seen.content().equals("x"));
        assertThat(answer).isNotDone();
        fake.faults().releaseResponses();
        assertThat(answer.join()).isEqualTo(200);
    }

    @Test
    void whoReadsWhatIsKnown() {
        Person bob = fake.person("Bob");
        fake.guild("Books").join(bob);
        general.says(ann, "for all");
        fake.dm(ann).says(ann, "for Clara");
        assertThat(general.readers()).contains(ann, bob).doesNotContain(fake.clara());
        assertThat(fake.seenBy(ann)).extracting(Seen::content).containsExactly("for all", "for Clara");
        assertThat(fake.seenBy(bob)).extracting(Seen::content).containsExactly("for all");
        Said to = general.says(ann, "question");
        general.replies(bob, to.id(), "answer");
        assertThat(fake.awaitEntry(
                                0,
                                BOUND,
                                entry -> entry.detail().path("replyTo").asText().equals(to.id()))
                        .kind())
                .isEqualTo("said");
    }

    private MessageReceivedEvent received(RealClient client, Said said) {
        return client.awaitEvent(
                fake, MessageReceivedEvent.class, event -> event.getMessageId().equals(said.id()));
    }

    private MessageChannel channel(RealClient client) {
        return java.util.Objects.requireNonNull(client.jda.getChannelById(MessageChannel.class, general.id()));
    }

    private int raw(String method, String path, String body) {
        return RawRequest.send(fake, method, path, body);
    }
}
