package ai.clara.discord.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.clara.discord.Permissions;
import ai.clara.spi.command.CommandException;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.TempHome;
import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Faults;
import ai.clara.testkit.discord.Intent;
import ai.clara.testkit.discord.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The set-up as a script drives it. */
final class SetupCommandTest {
    private static final String WRONG = "MTIzNDU2Nzg5MDEyMzQ1Njc4.wrong.this-token-is-not-known";

    private final FakeDiscord fake = FakeDiscord.start();
    private final TempHome home = TempHome.create();
    private final Path env = home.dir().resolve(".env");
    private final Map<String, String> values = new HashMap<>(Map.of("DISCORD_API_BASE_URL", fake.apiUrl()));

    @AfterEach
    void close() {
        fake.close();
        home.close();
    }

    private int run(Script script) {
        return new SetupCommand(MapSettings.of(values), home.home()).run(List.of(), script);
    }

    private CommandException failure(Script script) {
        return catchThrowableOfType(CommandException.class, () -> run(script));
    }

    private String saved() {
        try {
            return Files.readString(env);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void rightTokenIsSavedForThisUserOnly() throws IOException {
        fake.guild("Books");
        var script = new Script("  " + fake.token() + " ");
        assertThat(run(script)).isZero();
        assertThat(saved()).isEqualTo("DISCORD_BOT_TOKEN=" + fake.token() + "\n");
        assertThat(Files.getPosixFilePermissions(env)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(script.out.toString())
                .isEqualTo("https://discord.com/oauth2/authorize?client_id="
                        + fake.clara().id() + "&permissions=" + Permissions.raw()
                        + "&scope=bot+applications.commands\n");
        assertThat(script.notes.toString())
                .contains("She is in: Books.")
                .doesNotContain("Intent")
                .doesNotContain(fake.token());
        assertThat(fake.refusals()).isEmpty();
    }

    @Test
    void otherLinesStayAsTheyAre() throws IOException {
        Files.writeString(
                env,
                "# mine\r\nexport DISCORD_BOT_TOKEN='old'\nLLM_PROVIDER = offline # x\nDISCORD_BOT_TOKEN=older\n\nCLARA_ZONE=UTC");
        assertThat(run(new Script(fake.token()))).isZero();
        assertThat(saved())
                .isEqualTo("# mine\r\nDISCORD_BOT_TOKEN=" + fake.token()
                        + "\nLLM_PROVIDER = offline # x\n\nCLARA_ZONE=UTC");
        Files.writeString(env, "CLARA_ZONE=UTC");
        assertThat(run(new Script(fake.token()))).isZero();
        assertThat(saved()).isEqualTo("CLARA_ZONE=UTC\nDISCORD_BOT_TOKEN=" + fake.token() + "\n");
        assertThat(home.dir().toFile().list()).containsExactly(".env");
    }

    @Test
    void knownTokenIsKeptByAnEmptyLine() {
        values.put("DISCORD_BOT_TOKEN", fake.token());
        var script = new Script("");
        assertThat(run(script)).isZero();
        assertThat(saved()).isEqualTo("DISCORD_BOT_TOKEN=" + fake.token() + "\n");
        assertThat(run(new Script(""))).isZero();
    }

    @Test
    void tokenOfTheEnvironmentThatWouldWinIsNamed() {
        values.put("DISCORD_BOT_TOKEN", WRONG);
        var script = new Script(fake.token());
        assertThat(run(script)).isZero();
        assertThat(script.notes.toString())
                .contains("Another DISCORD_BOT_TOKEN")
                .doesNotContain(WRONG);
    }

    @Test
    void missingIntentIsNamedWithWhereToSwitchItOn() {
        fake.disallow(Intent.MESSAGE_CONTENT);
        var script = new Script(fake.token());
        assertThat(run(script)).isZero();
        assertThat(script.notes.toString())
                .contains("Message Content Intent is switched off")
                .contains("https://discord.com/developers/applications/"
                        + fake.clara().id() + "/bot");
        assertThat(saved()).contains(fake.token());
    }

    @Test
    void wrongTokenIsNotSaved() throws IOException {
        Files.writeString(env, "CLARA_ZONE=UTC\n");
        CommandException failure = failure(new Script(WRONG));
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("does not know this token").hasMessageNotContaining(WRONG);
        assertThat(saved()).isEqualTo("CLARA_ZONE=UTC\n");
        assertThat(fake.refusals()).extracting(Refusal::kind).containsOnly(Refusal.Kind.WRONG_TOKEN);
    }

    @Test
    void whatIsNoTokenIsNotSent() {
        CommandException failure = failure(new Script("a password with blanks, pasted by mistake"));
        assertThat(failure).hasMessageNotContaining("password").hasMessageContaining("not the token of a bot");
        assertThat(fake.log()).isEmpty();
        assertThat(env).doesNotExist();
    }

    @Test
    void withoutNetworkNothingIsSaved() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        values.put("DISCORD_API_BASE_URL", "http://127.0.0.1:" + port + "/api/v10");
        CommandException failure = failure(new Script(fake.token()));
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("cannot be reached at 127.0.0.1:" + port);
        assertThat(env).doesNotExist();
    }

    @Test
    void troubleAtDiscordIsOneSentence() {
        fake.faults().failing(Faults.ANY, 10, 503);
        assertThat(failure(new Script(fake.token()))).hasMessageContaining("answered 503");
        fake.faults().noneOfRequests();
        fake.faults().tooMany(Faults.ANY, 1, 5);
        assertThat(failure(new Script(fake.token()))).hasMessageContaining("asks for a pause");
        values.put("DISCORD_API_BASE_URL", "no address");
        assertThat(failure(new Script(fake.token())).exitCode()).isEqualTo(2);
        assertThat(env).doesNotExist();
    }

    @Test
    void closedInputEndsIt() {
        CommandException failure = failure(new Script());
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("input ended");
        assertThat(failure(new Script(""))).hasMessageContaining("Without a token");
        assertThat(env).doesNotExist();
    }
}
