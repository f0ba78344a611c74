package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody meets who types the first commands of the README. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FrontDoorTest {
    private static final Pattern TRANSCRIPT = Pattern.compile(
            "<!-- transcript -->\\s*```[a-z]*\\n(.*?)```\\s*<!-- (?:/|end )?transcript -->", Pattern.DOTALL);

    @Test
    void versionIsOneLineAndNeedsNoHome() {
        try (Clara clara = Clara.fresh()) {
            Outcome version = clara.run("--version").ended(0);
            assertThat(version.answers()).hasSize(1);
            assertThat(version.out()).containsPattern("\\d{4}\\.\\d{1,2}\\.\\d+");
            assertThat(clara.home()).doesNotExist();
        }
    }

    @Test
    void helpNamesTheCommands() {
        try (Clara clara = Clara.fresh()) {
            assertThat(clara.run("--help").ended(0).out())
                    .contains("chat", "serve", "migrate", "memory", "doctor", "--home");
        }
    }

    @Test
    void oneLineInOneLineOutAndNextProcessRemembers() {
        try (Clara clara = Clara.fresh()) {
            List<String> told = List.of("Hello Clara", "My canoe is moored in Narvik.", "Thank you!");
            assertThat(clara.pipe(told, "chat").ended(0).answers())
                    .hasSize(3)
                    .allSatisfy(answer -> assertThat(answer).isNotBlank());

            byte[] noLineEnd = "Where is my canoe moored?".getBytes(StandardCharsets.UTF_8);
            Outcome asked = clara.pipe(noLineEnd, "chat").ended(0);
            assertThat(asked.answers()).singleElement().asString().contains("Narvik");
            assertThat(asked.out()).endsWith("\n");
        }
    }

    @Test
    void onceAnswersAndEnds() {
        try (Clara clara = Clara.fresh()) {
            assertThat(clara.run("chat", "--once", "My canoe is moored in Narvik.")
                            .ended(0)
                            .answers())
                    .hasSize(1);
            assertThat(clara.run("chat", "--once", "Where is my canoe moored?")
                            .ended(0)
                            .answers())
                    .singleElement()
                    .asString()
                    .contains("Narvik");
        }
    }

    @Test
    void endOfInputWithoutALineIsDone() {
        try (Clara clara = Clara.fresh()) {
            assertThat(clara.run("chat").ended(0).out()).isEmpty();
        }
    }

    @Test
    void anotherPersonAndAnotherPlaceKnowNothingOfADirectMessage() {
        try (Clara clara = Clara.fresh()) {
            clara.pipe(List.of("My canoe is moored in Narvik.", "My safe opens with 7341."), "chat", "--as", "mia")
                    .ended(0);
            List<String> questions =
                    List.of("Where is my canoe moored?", "Where is the canoe moored?", "What do you know about me?");
            assertThat(clara.pipe(questions, "chat", "--as", "tom").ended(0).out())
                    .doesNotContain("Narvik", "7341");
            assertThat(clara.pipe(questions, "chat", "--as", "mia", "--channel", "harbour")
                            .ended(0)
                            .out())
                    .doesNotContain("Narvik", "7341");
            assertThat(clara.run("memory", "list", "--as", "tom").ended(0).out())
                    .doesNotContain("Narvik", "7341");
            assertThat(clara.run("memory", "list", "--as", "mia").ended(0).out())
                    .contains("Narvik", "7341");
        }
    }

    @Test
    void forgottenIsGone() {
        try (Clara clara = Clara.fresh()) {
            clara.pipe(List.of("My canoe is moored in Narvik.", "My bicycle is blue."), "chat")
                    .ended(0);
            String listed = clara.run("memory", "list").ended(0).out();
            Matcher id = Pattern.compile("[0-9a-f]{8}[0-9a-f-]*")
                    .matcher(listed.lines()
                            .filter(line -> line.contains("Narvik"))
                            .findFirst()
                            .orElseThrow());
            assertThat(id.find()).as("an id in: %s", listed).isTrue();
            clara.run("memory", "forget", id.group()).ended(0);
            assertThat(clara.run("memory", "list").ended(0).out())
                    .doesNotContain("Narvik")
                    .contains("blue");
            assertThat(clara.run("chat", "--once", "Where is my canoe moored?")
                            .ended(0)
                            .out())
                    .doesNotContain("Narvik");
        }
    }

    @Test
    void readmeShowsWhatIsPrinted() throws IOException {
        Matcher block = TRANSCRIPT.matcher(Files.readString(ClassPath.ROOT.resolve("README.md")));
        assertThat(block.find())
                .as("a fenced block between transcript markers in README.md")
                .isTrue();
        List<String> shown =
                block.group(1).lines().filter(line -> !line.isBlank()).toList();
        assertThat(shown).as("the transcript").isNotEmpty();
        List<String> printed = new ArrayList<>();
        try (Clara clara = Clara.fresh()) {
            // A line of dollar and command begins a new process; "> " is typed, what follows is answered.
            List<String> typed = new ArrayList<>();
            String command = "";
            for (String line : shown) {
                if (line.startsWith("$ ")) {
                    play(clara, command, typed, printed);
                    command = line;
                    typed.clear();
                } else if (line.startsWith("> ")) {
                    typed.add(line.substring(2));
                }
            }
            play(clara, command, typed, printed);
        }
        assertThat(normalised(printed)).isEqualTo(normalised(shown));
    }

    private static void play(Clara clara, String command, List<String> typed, List<String> printed) {
        if (command.isEmpty()) {
            return;
        }
        String[] words = command.substring(2).split(" ");
        Outcome outcome = clara.pipe(
                        typed, List.of(words).subList(1, words.length).toArray(String[]::new))
                .ended(0);
        printed.add(command);
        List<String> answers = outcome.answers();
        for (int i = 0; i < Math.max(typed.size(), answers.size()); i++) {
            if (i < typed.size()) {
                printed.add("> " + typed.get(i));
            }
            if (i < answers.size()) {
                printed.add(answers.get(i));
            }
        }
    }

    /** Dates, times and ids change with each run. */
    private static String normalised(List<String> lines) {
        return String.join("\n", lines)
                .replaceAll("(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ", "")
                .replaceAll("\\b\\d{4}-\\d{2}-\\d{2}\\b", "DATE")
                .replaceAll(
                        "\\b\\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \\d{4})?",
                        "DATE")
                .replaceAll("\\b\\d{1,2}:\\d{2}(?::\\d{2})?(?: UTC)?\\b", "TIME")
                .replaceAll("\\b[0-9a-f]{8}[0-9a-f-]*\\b", "ID");
    }
}
