package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said in a project is recalled there alone, however one gets there. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ProjectTest {
    private static final String HEADER = "X-Clara-Project";
    private static final int LOOKS = 60;
    private static final String PROMPT = "mia> ";

    @Test
    void aProgramSaysWhereItsPeopleTalk() {
        try (ModelServer model = ModelServer.start(Script.echo());
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl())
                        // What a prompt knows then is remembered, and not read from the recent turns.
                        .with("CLARA_RECENT_MESSAGES", "0")
                        .with("DEFAULT_PROJECT", "Home");
                Served door = Served.start(clara)) {
            String key = door.key("desk");
            door.answer(key, Served.asks("ada", "The spare key is with Ottilie."), HEADER, "home");
            door.answer(key, Served.asks("ada", "The red ladder stands in Narvik."), HEADER, "Garden");
            door.answer(key, Served.asks("ada", "The blue ladder stands in Harstad."));
            door.answer(key, Served.asks("ada", "The green ladder stands in Tromsø."), HEADER, "Küche");
            indexed(clara);
            String question = Served.asks("ada", "Where do the ladders stand, and who has the spare key?");

            // The echo answers with all that the model was shown.
            assertThat(door.answer(key, question, HEADER, "garden"))
                    .contains("Narvik", "Harstad", "Ottilie", "in the project garden")
                    .doesNotContain("Tromsø");
            assertThat(door.answer(key, question, HEADER, "Küche"))
                    .contains("Tromsø", "Ottilie")
                    .doesNotContain("Narvik", "Harstad");
            assertThat(door.answer(key, question, HEADER, "HOME"))
                    .contains("Ottilie")
                    .doesNotContain("Narvik", "Harstad", "Tromsø", "in the project");
            HttpResponse<String> refused = door.post(key, question, HEADER, "x".repeat(61));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("A project's name has 1 to 60 readable characters");
        }
    }

    @Test
    void aPersonAtATerminalGoesFromProjectToProject() {
        try (Clara clara = Clara.fresh()) {
            clara.pipe(List.of("The spare key is with Ottilie."), "chat", "--as", "mia", "--project", "Garden")
                    .ended(0);
            try (Screen screen = clara.startOnScreen("chat")) {
                assertThat(screen.awaits(PROMPT)).contains("We are in the project garden.");
                screen.keys("Who has the spare key?" + Screen.ENTER);
                assertThat(screen.awaits(PROMPT)).contains("Ottilie");
                screen.keys("/project attic" + Screen.ENTER);
                assertThat(screen.awaits(PROMPT)).contains("in the project attic");
                screen.keys("Who has the spare key?" + Screen.ENTER);
                assertThat(screen.awaits(PROMPT)).doesNotContain("Ottilie");
                screen.keys("What do you know about me?" + Screen.ENTER);
                assertThat(screen.awaits(PROMPT)).doesNotContain("Ottilie");
                screen.keys("/project" + Screen.ENTER);
                assertThat(screen.awaits(PROMPT))
                        .contains("We are in the project attic. There are: attic, Default Project, garden.");
                screen.keys("/project " + "x".repeat(61) + Screen.ENTER);
                assertThat(screen.awaits(PROMPT)).contains("1 to 60 readable characters");
                screen.keys("/project garden" + Screen.ENTER);
                screen.awaits(PROMPT);
                screen.keys("Who has the spare key?" + Screen.ENTER);
                assertThat(screen.awaits(PROMPT)).contains("Ottilie");
                screen.keys("What do you know about me?" + Screen.ENTER);
                assertThat(screen.awaits(PROMPT)).contains("Ottilie");
                screen.keys(Screen.CTRL_D);
                assertThat(screen.await().exit()).isZero();
            }
            Outcome unnamed = clara.pipe(List.of("hello"), "chat", "--project", "  ");
            assertThat(unnamed.exit()).isEqualTo(2);
        }
    }

    private static void indexed(Clara clara) {
        assertThat(IntStream.range(0, LOOKS)
                        .anyMatch(look -> clara.run("doctor").out().contains("not yet indexed: 0;")))
                .isTrue();
    }
}
