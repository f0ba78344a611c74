package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a question means by its days, names and parts decides what the prompt remembers; each is seen with little room in it. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecallWordingTest {
    private static final Pattern REMEMBERED = Pattern.compile("(?m)^- (.*)$");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final int LIMIT = 3;
    private static final int LOOKS = 60;

    private final ModelServer model = ModelServer.start(request -> Script.say("Ready."));
    private final Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl())
            .with("CLARA_MEMORY_RECALL_LIMIT", Integer.toString(LIMIT))
            .with("CLARA_MEMORY_CONTEXT_TOKENS", "400")
            // What the recent turns show is not remembered once more.
            .with("CLARA_RECENT_MESSAGES", "0");
    private final Served door = Served.start(clara);
    private final String key = door.key("desk");

    @BeforeAll
    void loadTheEncoder() {
        ask("Nobody", "Where is the moon?", "elsewhere");
    }

    @AfterAll
    void close() {
        door.close();
        clara.close();
        model.close();
    }

    @Test
    void aDateFindsWhatWasToldInDaysAgo() {
        List<String> people = List.of("Fergus", "Wanda", "Momo", "Ottilie", "Hanno", "Selma", "Ruben", "Tilda");
        for (int i = 0; i < people.size(); i++) {
            tell("Mia", "I had lunch with %s %d days ago.".formatted(people.get(i), 3 + i), "days");
        }
        indexed();
        LocalDate today = LocalDate.now(Clock.systemUTC());
        for (int i = 0; i < people.size(); i++) {
            String question = "Whom did I meet on %s?".formatted(DAY.format(today.minusDays(3 + i)));
            assertThat(ask("Mia", question, "days")).as(question).anyMatch(names(people.get(i)));
        }
    }

    @Test
    void aShortOrMisspeltNameMeansItsBearer() {
        List<String> people = List.of("Benjamin", "Ottilie", "Katharina", "Fergus", "Wanda", "Hanno");
        List<String> cities = List.of("Narvik", "Linz", "Porto", "Ghent", "Turku", "Siena");
        for (int i = 0; i < people.size(); i++) {
            tell(people.get(i), "I left my canoe in " + cities.get(i) + ".", "harbour");
        }
        indexed();
        assertThat(ask("Hanno", "Where did Ben leave the canoe?", "harbour").getFirst())
                .contains("Benjamin: ", "Narvik");
        assertThat(ask("Hanno", "Where did Otillie leave the canoe?", "harbour").getFirst())
                .contains("Ottilie: ", "Linz");
        assertThat(ask("Hanno", "Where did Kathy leave the canoe?", "harbour").getFirst())
                .contains("Katharina: ", "Porto");
    }

    @Test
    void whatIsSaidAgainTakesOnePlaceWithHowOften() {
        for (int i = 0; i < 3; i++) {
            tell("Mia", "My bicycle has a flat tyre.", "yard");
        }
        tell("Mia", "The bicycle shop closes at noon.", "yard");
        indexed();
        List<String> found = ask("Mia", "What is wrong with my bicycle?", "yard");
        assertThat(found)
                .filteredOn(line -> line.contains("flat tyre"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("(said 3 times, first on "));
        assertThat(found).anyMatch(names("noon"));
    }

    @Test
    void eachQuestionOfAMessageGetsItsPiece() {
        tell("Mia", "My parrot is called Momo.", "porch");
        tell("Mia", "The violin lies in the attic of my aunt.", "porch");
        for (int i = 0; i < 6; i++) {
            tell("Mia", "My parrot flew around the lamp on evening number %d.".formatted(i), "porch");
        }
        indexed();
        assertThat(ask("Mia", "What is my parrot called? Where is the violin?", "porch"))
                .anyMatch(names("Momo"))
                .anyMatch(names("attic"));
    }

    @Test
    void aPromptRemembersNoMoreThanItsTokens() {
        String long1 = "The harbour feast " + "with lanterns and boats ".repeat(20);
        for (int i = 0; i < 4; i++) {
            tell("Mia", long1 + "was in year " + (1990 + i) + ".", "feast");
        }
        indexed();
        List<String> found = ask("Mia", "When was the harbour feast?", "feast");
        assertThat(found).isNotEmpty();
        assertThat(found.stream().mapToInt(String::length).sum()).isLessThan(4 * 400);
        assertThat(found).hasSizeLessThan(LIMIT);
    }

    @Test
    void whoeverToldNothingIsRememberedNothingOf() {
        ask("Newcomer", "Where is my canoe?", "void");
        assertThat(prompt())
                .contains("You remember nothing that answers the message")
                .doesNotContain("What you remember");
    }

    /** Whoever talks alone always tells most of everything: what was never told is seen by how little it is. */
    @Test
    void whatALoneSpeakerNeverToldIsNotCertain() {
        for (String fact : List.of(
                "My violin teacher is called Ottilie.",
                "We spent the summer in a cabin near Narvik.",
                "I started baking sourdough bread in January.",
                "My knee hurts since the marathon.",
                "I sold the old motorbike to my neighbour.",
                "My daughter learns to play chess at school.",
                "I planted tomatoes and basil on the balcony.",
                "The dentist wants to see me again in March.")) {
            tell("Solo", fact, "cell");
        }
        indexed();
        assertThat(uncertain(
                        "Who is my violin teacher?",
                        "Where did we spend the summer?",
                        "What did I start to bake?",
                        "What did I plant on the balcony?",
                        "To whom did I sell the motorbike?"))
                .as("told, yet not certain")
                .isLessThanOrEqualTo(1);
        assertThat(uncertain(
                        "When did Caroline go to the support group?",
                        "What kind of pottery did Melanie make?",
                        "How many turtles does Nate have?",
                        "Which university did John study at?",
                        "What did Joanna write her screenplay about?"))
                .as("never told, and not certain")
                .isGreaterThanOrEqualTo(4);
    }

    private long uncertain(String... questions) {
        return Stream.of(questions)
                .filter(question -> {
                    ask("Solo", question, "cell");
                    return prompt().contains("It is not certain that this answers the message");
                })
                .count();
    }

    private String prompt() {
        return model.calls().getLast().request().prompt();
    }

    private void tell(String who, String words, String room) {
        door.answer(key, Served.asks(who, words), "X-Clara-Room", room);
    }

    /** What the prompt of this question remembers; the question is not kept. */
    private List<String> ask(String who, String question, String room) {
        door.answer(
                key,
                Served.asks(who, question).replace("\"user\":", "\"store\":false,\"user\":"),
                "X-Clara-Room",
                room);
        return REMEMBERED
                .matcher(prompt())
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    private void indexed() {
        assertThat(IntStream.range(0, LOOKS)
                        .anyMatch(look -> clara.run("doctor").out().contains("not yet indexed: 0;")))
                .isTrue();
    }

    private static Predicate<String> names(String word) {
        return line -> line.contains(word);
    }
}
