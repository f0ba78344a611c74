package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Intent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person at a terminal brings Clara to Discord. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DiscordSetupTest {
    private static final String PROMPT = "Bot token";
    private static final String SERVES = "Clara serves on";
    private static final String NEVER_SHOWN = "\u0000";
    private static final String WRONG = "QmFkVG9rZW4uYmFkMDAuYS10b2tlbi10aGF0LW9wZW5zLW5vdGhpbmc";

    @BeforeAll
    static void aTerminalCanBeMade() {
        Machine.must(Machine.has("script"), "script (util-linux, in Debian bsdutils) is missing");
    }

    @Test
    void theRightTokenIsSavedAndNeverShown() throws IOException {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake)) {
            fake.guild("Books");
            try (Screen screen = clara.startOnScreen("setup")) {
                answer(screen, PROMPT, fake.token());
                assertThat(keepTheRest(screen).exit()).as(screen.shown()).isZero();
                assertThat(screen.shown())
                        .contains("Clara", "Books", "./clara serve", "scope=bot")
                        .containsPattern("client_id=\\d+&permissions=\\d+")
                        .doesNotContain(fake.token(), "is switched off");
            }
            Path env = clara.home().resolve(".env");
            assertThat(Files.readString(env)).contains("DISCORD_BOT_TOKEN=" + fake.token() + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(env)))
                    .isEqualTo("rw-------");

            String before = Files.readString(env);
            try (Screen again = clara.startOnScreen("setup")) {
                assertThat(answer(again, "): ", ""))
                        .contains(PROMPT, "Enter keeps")
                        .doesNotContain(fake.token());
                assertThat(keepTheRest(again).exit()).as(again.shown()).isZero();
                assertThat(again.shown()).doesNotContain(fake.token());
            }
            assertThat(Files.readString(env)).isEqualTo(before);
            assertThat(fake.refusals()).isEmpty();
        }
    }

    @Test
    void otherLinesOfTheFileStayAsTheyAre() throws IOException {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake)) {
            fake.guild("Books");
            clara.file(".env", "# mine\nDISCORD_BOT_TOKEN=" + WRONG + "\nDEFAULT_TIMEZONE=Europe/Oslo\n");
            try (Screen screen = clara.startOnScreen("setup")) {
                answer(screen, "): ", fake.token());
                assertThat(keepTheRest(screen).exit()).as(screen.shown()).isZero();
                assertThat(screen.shown()).doesNotContain(fake.token(), WRONG);
            }
            // What other steps save stands below.
            assertThat(Files.readString(clara.home().resolve(".env")))
                    .startsWith("# mine\nDISCORD_BOT_TOKEN=" + fake.token() + "\nDEFAULT_TIMEZONE=Europe/Oslo\n");
        }
    }

    @Test
    void theInvitationIsPrintedAndWaitedFor() throws IOException {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake);
                Screen screen = clara.startOnScreen("setup")) {
            answer(screen, PROMPT, fake.token());
            screen.awaits("client_id=");
            screen.awaits("Waiting");
            assertThat(screen.alive()).isTrue();
            fake.guild("Late Books");
            screen.awaits("Late Books");
            assertThat(keepTheRest(screen).exit()).as(screen.shown()).isZero();
        }
    }

    @Test
    void theWaitForAnInvitationEndsWithEnter() {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake);
                Screen screen = clara.startOnScreen("setup")) {
            answer(screen, PROMPT, fake.token());
            answer(screen, "Waiting", "");
            assertThat(keepTheRest(screen).exit()).as(screen.shown()).isZero();
            assertThat(clara.home().resolve(".env")).exists();
        }
    }

    @Test
    void aWrongTokenIsToldAndNotSaved() throws IOException {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake)) {
            clara.file(".env", "DEFAULT_TIMEZONE=Europe/Oslo\n");
            try (Screen screen = clara.startOnScreen("setup")) {
                answer(screen, PROMPT, WRONG);
                assertThat(screen.await().exit()).as(screen.shown()).isEqualTo(1);
                assertFailure(screen, "token");
                assertThat(screen.shown()).doesNotContain(WRONG, "Saved");
            }
            assertThat(Files.readString(clara.home().resolve(".env"))).isEqualTo("DEFAULT_TIMEZONE=Europe/Oslo\n");
        }
    }

    @Test
    void aMissingIntentIsNamed() throws IOException {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake)) {
            fake.guild("Books");
            fake.disallow(Intent.MESSAGE_CONTENT);
            try (Screen screen = clara.startOnScreen("setup")) {
                answer(screen, PROMPT, fake.token());
                assertThat(keepTheRest(screen).exit()).as(screen.shown()).isZero();
                assertThat(screen.shown())
                        .contains("Message Content Intent is switched off", "discord.com/developers/applications/")
                        .doesNotContain(fake.token());
            }
            assertThat(Files.readString(clara.home().resolve(".env"))).contains(fake.token());
        }
    }

    @Test
    void withoutANetworkNothingIsSaved() throws IOException {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake).with("DISCORD_API_BASE_URL", "http://127.0.0.1:" + freePort() + "/api/v10")) {
            clara.file(".env", "DEFAULT_TIMEZONE=Europe/Oslo\n");
            try (Screen screen = clara.startOnScreen("setup")) {
                answer(screen, PROMPT, fake.token());
                assertThat(screen.await().exit()).as(screen.shown()).isEqualTo(1);
                assertFailure(screen, "network");
                assertThat(screen.shown()).doesNotContain(fake.token(), "Saved");
            }
            assertThat(Files.readString(clara.home().resolve(".env"))).isEqualTo("DEFAULT_TIMEZONE=Europe/Oslo\n");
        }
    }

    @Test
    void aTokenComesThroughAPipeToo() throws IOException {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake)) {
            fake.guild("Books");
            Outcome outcome = clara.pipe(List.of(fake.token()), "setup").ended(0);
            assertThat(outcome.answers()).singleElement().asString().startsWith("https://discord.com/oauth2/authorize");
            assertThat(outcome.err()).doesNotContain(fake.token());
            assertThat(Files.readString(clara.home().resolve(".env"))).contains(fake.token());
        }
    }

    @Test
    void aPipeThatSetsUpNothingIsAnError() {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake)) {
            Outcome outcome = clara.run("setup").ended(1);
            assertThat(outcome.answers()).isEmpty();
            assertThat(outcome.err()).contains("nothing was saved").doesNotContain("Exception", "\tat ");
            assertThat(clara.home().resolve(".env")).doesNotExist();
            assertThat(fake.log()).isEmpty();
        }
    }

    @Test
    void aPersonMayGoOnWithoutDiscord() throws IOException {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake);
                Screen screen = clara.startOnScreen("setup")) {
            answer(screen, PROMPT, "");
            assertThat(keepTheRest(screen).exit()).as(screen.shown()).isZero();
            assertThat(screen.shown()).contains("No Discord; run ./clara setup again", "./clara serve");
            Path env = clara.home().resolve(".env");
            assertThat(Files.exists(env) ? Files.readString(env) : "").doesNotContain("DISCORD");
            assertThat(fake.log()).isEmpty();
        }
    }

    @Test
    void serveOffersTheSetUpOnceAndServesWithoutToo() {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake).with("CLARA_HTTP_PORT", "0");
                Screen screen = clara.startOnScreen("serve")) {
            answer(screen, "[Y/n]", "");
            answer(screen, PROMPT, "");
            keepTheRestUntil(SERVES, screen);
            assertThat(screen.awaits(SERVES)).doesNotContain("[Y/n]");
            screen.keys(Screen.CTRL_C);
            screen.await();
        }
    }

    @Test
    void serveAtATerminalAsksFirstAndThenServes() {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = at(fake).with("CLARA_HTTP_PORT", "0")) {
            fake.guild("Books");
            try (Screen screen = clara.startOnScreen("serve")) {
                answer(screen, "[Y/n]", "");
                answer(screen, PROMPT, fake.token());
                keepTheRestUntil(SERVES, screen);
                screen.awaits(SERVES);
                fake.awaitConnected(DiscordTown.PATIENCE);
                assertThat(screen.shown()).doesNotContain(fake.token());
                screen.keys(Screen.CTRL_C);
                screen.await();
            }
            fake.awaitDisconnected(DiscordTown.PATIENCE);
        }
    }

    private static Clara at(FakeDiscord fake) {
        return Clara.fresh().with("DISCORD_API_BASE_URL", fake.apiUrl()).with("DISCORD_GATEWAY_URL", fake.gatewayUrl());
    }

    /** Types an answer once it is asked for, and waits until it was taken; returns what was shown up to the question. */
    private static String answer(Screen screen, String prompt, String keys) {
        String shown = screen.awaits(prompt);
        screen.keys(keys + Screen.ENTER);
        screen.awaits("\n");
        return shown;
    }

    /** Presses Enter at whatever else is asked, until the command ends. */
    private static Outcome keepTheRest(Screen screen) {
        keepTheRestUntil(NEVER_SHOWN, screen);
        return screen.await();
    }

    /** A question is a last line that stays open for a while. */
    private static void keepTheRestUntil(String text, Screen screen) {
        String before = "";
        for (long i = 0; i < Running.PATIENCE_SECONDS * 2 && screen.alive(); i++) {
            String shown = screen.shown();
            if (screen.rest().contains(text)) {
                return;
            }
            if (shown.equals(before) && shown.endsWith(" ")) {
                screen.keys(Screen.ENTER);
                before = "";
            } else {
                before = shown;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    /** What is said last is one sentence for people. */
    private static void assertFailure(Screen screen, String hint) {
        String said = screen.lines().stream()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(said).contains(hint).hasSizeBetween(15, 400).endsWith(".");
        assertThat(screen.shown()).doesNotContain("Exception", "\tat ");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
