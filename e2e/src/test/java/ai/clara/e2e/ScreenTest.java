package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person at a terminal. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ScreenTest {
    private static final String PROMPT = "mia> ";

    @BeforeAll
    static void aTerminalCanBeMade() {
        Machine.must(Machine.has("script"), "script (util-linux, in Debian bsdutils) is missing");
    }

    @Test
    void greetsHelpsRemembersLinesAndLeaves() throws IOException {
        try (Clara clara = Clara.fresh();
                Screen screen = clara.startOnScreen("chat")) {
            List<String> greeting = screen.awaits(PROMPT)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            assertThat(greeting).as("three lines and the prompt").hasSize(4);
            assertThat(greeting.get(0)).contains("mia", "Clara");
            assertThat(greeting.get(1)).contains("offline", "because", "LLM_PROVIDER");
            assertThat(greeting.get(2)).contains("/help");

            screen.keys("/help" + Screen.ENTER);
            assertThat(screen.awaits(PROMPT)).contains("forget that", "/quit", "Ctrl-C", "Ctrl-D");

            screen.keys("My canoe is moored in Narvik." + Screen.ENTER);
            screen.awaits(PROMPT);
            screen.keys("Where is my canoe moored?" + Screen.ENTER);
            assertThat(afterTheTyped(screen, "Where is my canoe moored?")).contains("Narvik");

            screen.keys(Screen.ARROW_UP);
            screen.awaits("Where is my canoe moored?");
            screen.keys(Screen.ENTER);
            assertThat(screen.awaits(PROMPT)).contains("Narvik");
            assertThat(clara.store()
                            .number("select count(*) from messages where body = 'Where is my canoe moored?'"
                                    + " and author_id is not null"))
                    .as("the line and its repetition from the history")
                    .isEqualTo(2);

            screen.keys(Screen.CTRL_D);
            assertThat(screen.await().exit()).isZero();
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(clara.home().resolve("history"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void firstInterruptStopsTheAnswerAndTheTalkGoesOn() {
        try (ModelServer model = new ModelServer();
                Clara clara = model.settingsOf(Clara.fresh());
                Screen screen = clara.startOnScreen("chat")) {
            assertThat(screen.awaits(PROMPT)).contains("slow-model", "because LLM_PROVIDER is openai", "/help");

            model.hold();
            screen.keys("Tell me about lamp-1" + Screen.ENTER);
            screen.awaits("lamp-1");
            // Shown while the model still holds the rest: the answer is streamed.
            screen.awaits(ModelServer.FIRST_WORDS);
            assertThat(model.finished()).isZero();
            assertThat(model.leftByTheOther()).isZero();

            screen.keys(Screen.CTRL_C);
            ModelServer.await("the connection to the model closes", () -> model.leftByTheOther() == 1);
            assertThat(screen.awaits(PROMPT)).contains("Stopped").doesNotContain("lamp-1");

            model.release();
            screen.keys("Tell me about lamp-2" + Screen.ENTER);
            screen.awaits("lamp-2");
            assertThat(screen.awaits(PROMPT)).contains(ModelServer.FIRST_WORDS + " lamp-2.");
            assertThat(model.finished()).isEqualTo(1);
            assertThat(clara.store().column("select state from turns order by started_at"))
                    .as("the stopped turn and the next; the stopped one keeps the person's message")
                    .containsExactly("stopped", "answered");
            assertThat(clara.store().number("select count(*) from messages where body = 'Tell me about lamp-1'"))
                    .isEqualTo(1);

            screen.keys(Screen.CTRL_D);
            assertThat(screen.await().exit()).isZero();
        }
    }

    private static String afterTheTyped(Screen screen, String typed) {
        screen.awaits(typed);
        return screen.awaits(PROMPT);
    }
}
