package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person chooses a model; what is saved has answered before. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ModelSetupTest {
    private static final String RIGHT = "key-that-is-right-4711";
    private static final String WRONG = "key-that-is-wrong-0815";

    @Test
    void aWrongKeyIsAskedForAgainAndTheRightOneKept() throws IOException {
        Machine.must(Machine.has("script"), "script (util-linux, in Debian bsdutils) is missing");
        try (ModelServer model = ModelServer.start(ModelSetupTest::ifTheKeyIsRight);
                Clara clara = Clara.fresh().with("NANOGPT_BASE_URL", model.baseUrl())) {
            try (Screen screen = clara.startOnScreen("setup")) {
                screen.awaits("Bot token");
                screen.keys(Screen.ENTER);
                screen.awaits("Provider (Enter keeps offline): ");
                screen.keys("nanogbt" + Screen.ENTER);
                screen.awaits("'nanogbt' is no provider");
                screen.awaits("Provider (Enter keeps offline): ");
                screen.keys("nanogpt" + Screen.ENTER);
                screen.awaits("Key for NanoGPT: ");
                screen.keys(WRONG + Screen.ENTER);
                screen.awaits("Model (Enter takes ");
                screen.keys(Screen.ENTER);
                screen.awaits("refused the key");
                screen.awaits("Provider (Enter keeps offline): ");
                screen.keys("nanogpt" + Screen.ENTER);
                screen.awaits("Key for NanoGPT: ");
                screen.keys(RIGHT + Screen.ENTER);
                screen.awaits("Model (Enter takes ");
                screen.keys("small-model" + Screen.ENTER);
                assertThat(screen.await().exit()).as(screen.shown()).isZero();
                assertThat(screen.shown())
                        .contains("small-model answers: Hello there.")
                        .doesNotContain(RIGHT, WRONG);
            }
            Path env = clara.home().resolve(".env");
            assertThat(Files.readString(env))
                    .contains(
                            "LLM_PROVIDER=nanogpt\n", "NANOGPT_API_KEY=" + RIGHT + "\n", "NANOGPT_MODEL=small-model\n")
                    .doesNotContain(WRONG);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(env)))
                    .isEqualTo("rw-------");
            assertThat(model.calls()).as("real completions").hasSize(2);

            Outcome talk = clara.pipe(List.of("Hello"), "chat").ended(0);
            assertThat(talk.answers().getFirst()).startsWith("Hello there.");
            assertThat(talk.err()).contains("model: small-model", "because");
        }
    }

    @Test
    void whatDoesNotAnswerIsNotSaved() {
        try (ModelServer model = ModelServer.start(ModelSetupTest::ifTheKeyIsRight);
                Clara clara = Clara.fresh().with("NANOGPT_BASE_URL", model.baseUrl())) {
            Outcome refused =
                    clara.pipe(List.of("", "nanogpt", WRONG, ""), "setup").ended(1);
            assertThat(refused.notes().getLast()).contains("refused the key", "saved");
            assertThat(clara.home().resolve(".env")).doesNotExist();

            Outcome saved =
                    clara.pipe(List.of("", "nanogpt", RIGHT, ""), "setup").ended(0);
            assertThat(saved.out() + saved.err()).doesNotContain(RIGHT);
            assertThat(clara.home().resolve(".env")).content().contains("LLM_PROVIDER=nanogpt");
        }
    }

    private static Script ifTheKeyIsRight(Request request) {
        return ("Bearer " + RIGHT).equals(request.headers().get("authorization"))
                ? Script.say("Hello there.")
                : Script.error(401);
    }
}
