package ai.clara.discord.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.clara.discord.Permissions;
import ai.clara.spi.command.CommandException;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Faults;
import ai.clara.testkit.discord.Intent;
import ai.clara.testkit.discord.Refusal;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The questions about Discord as they are answered. */
final class DiscordStepTest {
    private static final String TOKEN = "DISCORD_BOT_TOKEN";
    private static final String WRONG = "MTIzNDU2Nzg5MDEyMzQ1Njc4.wrong.this-token-is-not-known";

    private final FakeDiscord fake = FakeDiscord.start();
    private final Map<String, String> values = new HashMap<>(Map.of("DISCORD_API_BASE_URL", fake.apiUrl()));

    @AfterEach
    void close() {
        fake.close();
    }

    private void ask(Answers answers) {
        new DiscordStep(MapSettings.of(values), Duration.ZERO).ask(answers);
    }

    private CommandException failure(Answers answers) {
        CommandException failure = catchThrowableOfType(CommandException.class, () -> ask(answers));
        assertThat(answers.saved).isEmpty();
        return failure;
    }

    @Test
    void rightTokenIsSaved() {
        fake.guild("Books");
        var answers = new Answers("  " + fake.token() + " ");
        ask(answers);
        assertThat(answers.saved).isEqualTo(Map.of(TOKEN, fake.token()));
        assertThat(answers.given.toString())
                .isEqualTo("https://discord.com/oauth2/authorize?client_id="
                        + fake.clara().id() + "&permissions=" + Permissions.raw()
                        + "&scope=bot+applications.commands\n");
        assertThat(answers.told.toString())
                .contains("She is in: Books.")
                .doesNotContain("Intent")
                .doesNotContain(fake.token());
        assertThat(fake.refusals()).isEmpty();
    }

    @Test
    void knownTokenIsKeptByAnEmptyLineOrNone() {
        values.put(TOKEN, fake.token());
        var enter = new Answers("");
        ask(enter);
        assertThat(enter.saved).isEqualTo(Map.of(TOKEN, fake.token()));
        assertThat(enter.prompts)
                .singleElement()
                .asString()
                .contains("Enter keeps")
                .doesNotContain(fake.token());
        var end = new Answers();
        ask(end);
        assertThat(end.saved).isEqualTo(enter.saved);
    }

    @Test
    void withoutATokenSheGoesOnWithoutDiscord() {
        for (Answers answers : new Answers[] {new Answers(""), new Answers("  "), new Answers()}) {
            ask(answers);
            assertThat(answers.saved).isEmpty();
            assertThat(answers.given.toString()).isEmpty();
            assertThat(answers.told.toString()).endsWith("No Discord; run ./clara setup again when you want it.\n");
        }
        assertThat(fake.log()).isEmpty();
    }

    @Test
    void invitationIsWaitedForWhilePersonIsThere() {
        var looks = new AtomicInteger();
        var answers = Answers.ofPerson(
                () -> {
                    if (looks.incrementAndGet() == 3) {
                        fake.guild("Late Books");
                    }
                },
                fake.token());
        ask(answers);
        assertThat(looks).hasValue(3);
        assertThat(answers.told.toString()).contains("Waiting", "She is in: Late Books.");
        assertThat(answers.saved).containsKey(TOKEN);
    }

    @Test
    void enterEndsTheWaitAndTheTokenIsSaved() {
        var answers = Answers.ofPerson(() -> {}, fake.token(), "");
        ask(answers);
        assertThat(answers.told.toString()).contains("Waiting", "in no server yet");
        assertThat(answers.saved).containsKey(TOKEN);
    }

    @Test
    void missingIntentIsNamedWithWhereToSwitchItOn() {
        fake.disallow(Intent.MESSAGE_CONTENT);
        var answers = new Answers(fake.token());
        ask(answers);
        assertThat(answers.told.toString())
                .contains("Message Content Intent is switched off")
                .contains("https://discord.com/developers/applications/"
                        + fake.clara().id() + "/bot");
        assertThat(answers.saved).containsKey(TOKEN);
    }

    @Test
    void wrongTokenIsNotSaved() {
        CommandException failure = failure(new Answers(WRONG));
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("does not know this token").hasMessageNotContaining(WRONG);
        assertThat(fake.refusals()).extracting(Refusal::kind).containsOnly(Refusal.Kind.WRONG_TOKEN);
    }

    @Test
    void whatIsNoTokenIsNotSent() {
        CommandException failure = failure(new Answers("a password with blanks, pasted by mistake"));
        assertThat(failure).hasMessageNotContaining("password").hasMessageContaining("not the token of a bot");
        assertThat(fake.log()).isEmpty();
    }

    @Test
    void withoutNetworkNothingIsSaved() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        values.put("DISCORD_API_BASE_URL", "http://127.0.0.1:" + port + "/api/v10");
        CommandException failure = failure(new Answers(fake.token()));
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("cannot be reached at 127.0.0.1:" + port);
    }

    @Test
    void troubleAtDiscordIsOneSentence() {
        fake.faults().failing(Faults.ANY, 10, 503);
        assertThat(failure(new Answers(fake.token()))).hasMessageContaining("answered 503");
        fake.faults().noneOfRequests();
        fake.faults().tooMany(Faults.ANY, 1, 5);
        assertThat(failure(new Answers(fake.token()))).hasMessageContaining("asks for a pause");
        values.put("DISCORD_API_BASE_URL", "no address");
        assertThat(failure(new Answers(fake.token())).exitCode()).isEqualTo(2);
    }
}
