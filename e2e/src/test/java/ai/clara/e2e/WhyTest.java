package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asked why, Clara names everything that stood before the model and nothing else, with where it came from. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WhyTest {
    private static final Pattern ID = Pattern.compile("  \\[([0-9a-f]{8})](?: score [\\d.]+(?:, may be quoted)?)?$");
    private static final List<String> FACTS = List.of(
            "My canoe is moored in Narvik.",
            "The \"Zq-lamp\" hangs in the shed.",
            "My sister Ottilie bakes bread in Linz.",
            "I sold the telescope in March.",
            "My boat, the old one, leaks.",
            "The wagon stands behind the barn.",
            "Fergus lent me a violin.",
            "My tent is green.",
            "The kettle whistles too early.",
            "My parrot is called Momo.");

    @Test
    void everyItemOfTheCapturedRequestIsNamedAndNoOther() {
        try (ModelServer model = ModelServer.start(request -> Script.say("So it is."));
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl()).with("CLARA_RECENT_MESSAGES", "5")) {
            clara.pipe(FACTS, "chat").ended(0);
            clara.pipe(List.of("Where is my canoe moored?"), "chat").ended(0);
            Request asked = model.calls().getLast().request();
            String why = clara.run("memory", "why").ended(0).out();

            assertThat(items(why)).as(why).isEqualTo(lines(asked));
            assertThat(why)
                    .contains("Where is my canoe moored?")
                    .contains("  So it is.")
                    .containsPattern(
                            "- \\S+: My canoe is moored in Narvik\\.  \\[[0-9a-f]{8}] score \\d+\\.\\d\\d, may be quoted")
                    .containsPattern("judged to hold the answer(, certainty [+]\\d+\\.\\d\\d)?");
            assertThat(model.calls().getFirst().request().prompt())
                    .as("where nothing is known and nothing asked")
                    .doesNotContain("remember,", "remember nothing");
            assertThat(lines(asked)).hasSizeGreaterThan(12).anyMatch(line -> line.endsWith("Narvik."));

            String id = idOf(why, "My canoe is moored in Narvik.");
            assertThat(clara.run("memory", "show", id).ended(0).out()).contains("My canoe is moored in Narvik.");
        }
    }

    @Test
    void anEarlierQuestionIsExplainedByItsIdAndForgottenWordsStayForgotten() {
        try (ModelServer model = ModelServer.start(request -> Script.say("So it is."));
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl())) {
            clara.run("memory", "why").refused(1, "talked to Clara");
            clara.pipe(
                            List.of("My safe opens with 7341.", "What opens my safe?", "My bicycle is blue."),
                            "chat",
                            "--as",
                            "mia")
                    .ended(0);
            String listed = clara.run("memory", "list", "--as", "mia").ended(0).out();
            String question = idOf(listed, "What opens my safe?");
            Request asked = model.calls().get(1).request();
            String why =
                    clara.run("memory", "why", question, "--as", "mia").ended(0).out();
            assertThat(items(why)).as(why).isEqualTo(lines(asked));
            assertThat(why)
                    .as("what is recalled and recent stands once, with its score")
                    .containsPattern("mia: My safe opens with 7341\\.  \\[[0-9a-f]{8}] score \\d");

            clara.run("memory", "forget", idOf(listed, "My safe opens with 7341."), "--as", "mia")
                    .ended(0);
            String after =
                    clara.run("memory", "why", question, "--as", "mia").ended(0).out();
            assertThat(after).doesNotContain("7341").contains("(forgotten since)");
            assertThat(clara.contents().values()).noneMatch(text -> text.contains("7341"));

            clara.pipe(List.of("My bicycle is red."), "chat", "--as", "ben").ended(0);
            clara.run("memory", "why", question, "--as", "ben").refused(1, "no message", question);
            clara.run("memory", "why", "a", "b").refused(2, "usage");
        }
    }

    /** What a model was shown, line by line, without the headings that only order it. */
    private static List<String> lines(Request request) {
        var lines = new ArrayList<String>();
        Stream<String> system = request.messages().getFirst().text().lines();
        system.filter(line -> !line.isBlank())
                .filter(line -> !line.startsWith("What you remember, word for word"))
                .filter(line -> !line.startsWith("You remember nothing"))
                .filter(line -> !line.startsWith("It is not certain that this answers"))
                .filter(line -> !line.matches("From .*:"))
                .forEach(lines::add);
        request.messages().stream()
                .skip(1)
                .map(message -> (message.role().equals("assistant") ? "Clara: " : "") + message.text())
                .flatMap(String::lines)
                .forEach(lines::add);
        return lines;
    }

    /** What is said to have been shown. */
    private static List<String> items(String why) {
        List<String> all = why.lines().toList();
        int begin = IntStream.range(0, all.size())
                .filter(i -> all.get(i).startsWith("What stood before the model"))
                .findFirst()
                .orElseThrow();
        return all.subList(begin, all.size()).stream()
                .filter(line -> line.startsWith("  "))
                .map(line -> ID.matcher(line.substring(2)).replaceFirst(""))
                .filter(line -> !line.contains("judged to hold the answer"))
                .toList();
    }

    private static String idOf(String page, String words) {
        return page.lines()
                .filter(line -> line.contains(words))
                .map(Pattern.compile("\\[([0-9a-f]{8})]")::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(words + " is not in " + page));
    }
}
