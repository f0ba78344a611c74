package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.Call;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that breaks at every position: a person gets the answer or one honest sentence, and what they said is kept. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ModelFaultsTest {
    private static final int CALLS_MAX = 6;
    private static final int PLACES = 48;
    private static final String WHOLE = "The lamp glows in the hall until the morning, “wärmer” than the stove.";
    private static final Pattern NUMBER = Pattern.compile("lamp (\\d+)");

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void wherever(String dialect) {
        // The first call of each question breaks off there; the second is answered.
        try (ModelServer model = ModelServer.start(request -> Script.say(WHOLE))) {
            model.answer(request -> seenBefore(model, request)
                    ? Script.say(WHOLE)
                    : Script.say(WHOLE).resetAfter(place(request)));
            try (Clara clara = configured(Clara.fresh(), dialect, model)) {
                List<String> lines = new ArrayList<>();
                for (int i = 0; i < PLACES; i++) {
                    lines.add("Tell me about lamp " + i);
                }
                List<String> answers = clara.pipe(lines, "chat").ended(0).answers();
                assertThat(answers).hasSameSizeAs(lines);
                int whole = 0;
                for (int i = 0; i < answers.size(); i++) {
                    String answer = answers.get(i);
                    whole += answer.startsWith(WHOLE) ? 1 : 0;
                    if (!answer.startsWith(WHOLE)) {
                        assertThat(answer)
                                .as("reset at place %d of %d", i, PLACES)
                                .matches("(?s)\\p{Lu}.{10,300}[.!]")
                                .doesNotContain("lamp glows");
                    }
                }
                assertThat(whole).as("answers after a second try").isGreaterThan(PLACES / 4);
                for (int i = 0; i < PLACES; i++) {
                    int number = i;
                    long calls = model.calls().stream()
                            .map(Call::request)
                            .filter(request -> numberOf(request) == number)
                            .count();
                    assertThat(calls).as("calls for lamp %d", i).isBetween(1L, (long) CALLS_MAX);
                }
                keeps(clara, lines);
            }
        }
    }

    @Test
    void everyOtherFaultEndsInOneSentenceOrTheSpareModel() {
        List<Script> faults = List.of(
                Script.error(429),
                Script.tooMany(3600),
                Script.error(500),
                Script.error(503),
                Script.error(529),
                Script.error(401),
                Script.error(404),
                Script.say("Half an ans").cut(),
                Script.start().then("Half an ans").fails(Script.Failure.ENDED),
                Script.start().then("Half an ans").raw("data: {\"choices\":[{\"del\n\n"),
                Script.hang());
        try (ModelServer model = ModelServer.start(request -> faults.get(numberOf(request)));
                ModelServer spare = ModelServer.start(request -> Script.say("From the spare."));
                Clara clara = configured(Clara.fresh(), "openai", model)
                        .with("LLM_FIRST_TOKEN_SECONDS", "5")
                        .with("LLM_TOKEN_GAP_SECONDS", "5")
                        .with("CLARA_TURN_DEADLINE_SECONDS", "40")) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < faults.size(); i++) {
                lines.add("Tell me about lamp " + i);
            }
            List<String> alone = clara.pipe(lines, "chat").ended(0).answers();
            assertThat(alone)
                    .hasSameSizeAs(lines)
                    .allSatisfy(line -> assertThat(line)
                            .matches("(?s)\\p{Lu}.{10,400}[.!]")
                            .doesNotContain("Half an ans", "Exception", "http"));
            for (int i = 0; i < faults.size(); i++) {
                int number = i;
                assertThat(model.calls().stream()
                                .filter(call -> numberOf(call.request()) == number)
                                .count())
                        .as("calls for fault %d", i)
                        .isBetween(1L, (long) CALLS_MAX);
            }
            keeps(clara, lines);
            try (Running talk = clara.start("chat")) {
                talk.typeLine("hello");
                talk.nextLine();
                assertThat(
                                clara.store()
                                        .number(
                                                "select count(*) from messages where author_id is null and body like '%Half an ans%'"))
                        .as("a broken answer stored as one")
                        .isZero();
                talk.endInput();
                talk.await();
            }

            clara.with("OPENROUTER_API_KEY", "k")
                    .with("OPENROUTER_BASE_URL", spare.baseUrl())
                    .with("LLM_FALLBACK", "openrouter:spare-model");
            List<String> withSpare = clara.pipe(lines, "chat").ended(0).answers();
            assertThat(withSpare.stream().filter(line -> line.startsWith("From the spare.")))
                    .as("what had shown nothing yet is answered by the spare: %s", withSpare)
                    .hasSizeGreaterThanOrEqualTo(8);
            assertThat(withSpare)
                    .allSatisfy(line ->
                            assertThat(line).as("nothing shown is shown again").doesNotContain("Half an ans"));
        }
    }

    @Test
    void aServiceThatFailedAgainAndAgainIsLeftAlone() {
        try (ModelServer model = ModelServer.start(request -> Script.error(503));
                ModelServer spare = ModelServer.start(request -> Script.say("From the spare."));
                Clara clara = configured(Clara.fresh(), "openai", model)
                        .with("OPENROUTER_API_KEY", "k")
                        .with("OPENROUTER_BASE_URL", spare.baseUrl())
                        .with("LLM_FALLBACK", "openrouter:spare-model")) {
            List<String> lines = List.of("one", "two", "three", "four", "five", "six");
            assertThat(clara.pipe(lines, "chat").ended(0).answers())
                    .hasSameSizeAs(lines)
                    .allMatch(answer -> answer.startsWith("From the spare."));
            assertThat(spare.calls()).hasSameSizeAs(lines);
            // Five failures in a row; the turns after them do not find out again.
            assertThat(model.calls()).hasSize(5);
        }
    }

    @Test
    void aDeadServiceIsOneSentence() {
        try (Clara clara = Served.talkingTo(Clara.fresh(), "http://127.0.0.1:9/v1")) {
            List<String> answers =
                    clara.pipe(List.of("My lamp is green."), "chat").ended(0).answers();
            assertThat(answers).hasSize(1);
            assertThat(answers.getFirst())
                    .matches("\\p{Lu}.{10,300}[.!]")
                    .doesNotContain("Exception", "127.0.0.1:9/v1/chat");
            assertThat(clara.run("memory", "list").ended(0).out()).contains("My lamp is green.");
            assertThat(clara.run("models").ended(1).out()).contains("not reachable");
        }
    }

    private static void keeps(Clara clara, List<String> lines) {
        try (Running talk = clara.start("chat")) {
            talk.typeLine("hello");
            talk.nextLine();
            List<String> kept =
                    clara.store().column("select body from messages where author_id is not null order by seq").stream()
                            .map(Objects::requireNonNull)
                            .toList();
            assertThat(kept).as("what was said").containsAll(lines);
            talk.endInput();
            talk.await();
        }
    }

    private static int numberOf(Request request) {
        Matcher found = NUMBER.matcher(request.lastText());
        int number = 0;
        while (found.find()) {
            number = Integer.parseInt(found.group(1));
        }
        return number;
    }

    private static boolean seenBefore(ModelServer model, Request request) {
        return model.calls().stream()
                .map(Call::request)
                .anyMatch(earlier -> earlier.number() < request.number() && numberOf(earlier) == numberOf(request));
    }

    /** How many bytes of the whole response go out before it breaks: evenly spread, from none to all but one. */
    private static int place(Request request) {
        int length = Script.say(WHOLE).bytes(request).length;
        return (length - 1) * numberOf(request) / (PLACES - 1);
    }

    private static Clara configured(Clara clara, String dialect, ModelServer model) {
        return dialect.equals("openai")
                ? Served.talkingTo(clara, model.baseUrl())
                : clara.with("LLM_PROVIDER", "anthropic")
                        .with("ANTHROPIC_API_KEY", "test-key")
                        .with("ANTHROPIC_BASE_URL", model.anthropicUrl());
    }
}
