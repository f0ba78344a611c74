package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model that settings name for memory reads what no rule reads, and nobody's talk waits for it. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ModelReadingTest {
    private static final String BLOCK = "BEGIN MESSAGES";
    private static final Pattern TOLD = Pattern.compile("(?m)^Message (\\d+):\\n> At work I answer to (\\p{L}+)\\.$");
    private static final Pattern REMEMBERED = Pattern.compile("(?m)^- (.*)$");
    private static final String QUESTION = "What does my boss's sister do?";
    private static final int LOOKS = 240;

    /** A good model: who somebody answers to is their boss. */
    private static Script reads(Request request) {
        if (!request.lastText().contains(BLOCK)) {
            return Script.say("Noted.");
        }
        List<String> relations = TOLD.matcher(request.lastText())
                .results()
                .map(told -> """
                        {"message": %s, "quote": "At work I answer to %2$s", "from": "I", "predicate": "boss", "to": "%2$s", "ended": false}""".formatted(told.group(1), told.group(2)))
                .toList();
        return Script.say("[" + String.join(",\n", relations) + "]");
    }

    private static Clara remembering(Clara clara, ModelServer remembers) {
        return clara.with("ROOK_PROVIDER", "openai")
                .with("ROOK_BASE_URL", remembers.baseUrl())
                .with("ROOK_API_KEY", "rook-key")
                .with("ROOK_MODEL", "small-model");
    }

    private static List<Request> readings(ModelServer server) {
        return server.calls().stream()
                .map(call -> call.request())
                .filter(request -> request.prompt().contains(BLOCK))
                .toList();
    }

    @Test
    void whoNoRuleReadsIsFoundByTwoSteps() {
        try (ModelServer talks = ModelServer.start(_ -> Script.say("Ready."));
                ModelServer remembers = ModelServer.start(ModelReadingTest::reads);
                Clara clara = Served.talkingTo(Clara.fresh(), talks.baseUrl())) {
            clara.with("ENABLE_GRAPH_MEMORY", "true")
                    .with("CLARA_MEMORY_RECALL_LIMIT", "8")
                    .with("CLARA_RECENT_MESSAGES", "0");
            clara.pipe(told(), "chat").ended(0);
            clara.pipe(List.of("At work I answer to Zacharias."), "chat", "--as", "ben")
                    .ended(0);
            eventually(clara, "graph, not yet read: 0");
            assertThat(recalled(clara, talks)).as("by rules alone").noneMatch(line -> line.contains("gliders"));
            assertThat(clara.run("memory", "graph").ended(0).out()).doesNotContain("boss:");
            assertThat(clara.run("doctor").out()).doesNotContain("graph model");

            remembering(clara, remembers);
            try (Running chat = clara.start("chat")) {
                ai.clara.e2e.ModelServer.await("all is read", () -> unread(clara) == 0);
                assertThat(clara.run("doctor").out()).contains("small-model reads for the graph; waiting: 0");
                chat.endInput();
                chat.await().ended(0);
            }
            assertThat(readings(remembers)).isNotEmpty().allSatisfy(request -> {
                assertThat(request.model()).isEqualTo("small-model");
                assertThat(request.lastText().contains("Zacharias")
                                && request.lastText().contains("Otto"))
                        .as("two people in one request")
                        .isFalse();
            });
            assertThat(readings(talks)).isEmpty();
            assertThat(clara.run("memory", "graph").ended(0).out())
                    .containsPattern("boss: Otto, since [^\\n]*, as a model read it")
                    .containsPattern("sister: Rosa, since [^,\\n]*\\n")
                    .doesNotContain("Zacharias");
            assertThat(clara.run("memory", "graph", "--as", "ben").ended(0).out())
                    .contains("boss: Zacharias")
                    .doesNotContain("Otto");
            assertThat(recalled(clara, talks))
                    .anyMatch(line -> line.contains("At work I answer to Otto."))
                    .anyMatch(line -> line.contains("Otto has a sister, Rosa."))
                    .anyMatch(line -> line.contains("Rosa flies gliders."));
            forgets(clara, remembers);
        }
    }

    /** Enough others that the ranking alone does not come by. */
    private static List<String> told() {
        var told = new ArrayList<>(
                List.of("At work I answer to Otto.", "Otto has a sister, Rosa.", "Rosa flies gliders."));
        for (String who :
                List.of("Ana", "Bruno", "Carmen", "Dilan", "Elif", "Farid", "Greta", "Hanna", "Ivo", "Jonas")) {
            told.add(who + " has a sister who repairs clocks.");
            told.add(who + " works at the library now.");
            told.add(who + " has a new job at the zoo.");
        }
        return told;
    }

    private static List<String> recalled(Clara clara, ModelServer talks) {
        clara.pipe(List.of(QUESTION), "chat").ended(0);
        return REMEMBERED
                .matcher(talks.calls().getLast().request().prompt())
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    private static void forgets(Clara clara, ModelServer remembers) {
        try (Running chat = clara.start("chat")) {
            chat.typeLine("At work I answer to Xanthippe.");
            assertThat(chat.nextLine()).isPresent();
            ai.clara.e2e.ModelServer.await(
                    "it is in the graph", () -> holding(clara, "graph_relations", "xanthippe") > 0);
            assertThat(holding(clara, "model_tellings", "xanthippe")).isPositive();
            String listed = clara.run("memory", "list")
                    .ended(0)
                    .out()
                    .lines()
                    .filter(line -> line.contains("Xanthippe"))
                    .findFirst()
                    .orElseThrow();
            String id = listed.substring(listed.lastIndexOf('[') + 1, listed.lastIndexOf(']'));
            clara.run("memory", "forget", id).ended(0);
            for (String table : List.of("graph_relations", "graph_mentions", "model_tellings", "messages")) {
                assertThat(holding(clara, table, "xanthippe")).as(table).isZero();
            }
            chat.endInput();
            chat.await().ended(0);
        }
        assertThat(readings(remembers).stream().filter(one -> one.lastText().contains("Xanthippe")))
                .hasSize(1);
    }

    /** Who only chose a model to talk has not asked for every message to be sent a second time. */
    @Test
    void withoutAModelForMemoryNothingIsSentToBeRead() {
        try (ModelServer talks = ModelServer.start(ModelReadingTest::reads);
                Clara clara = Served.talkingTo(Clara.fresh(), talks.baseUrl())) {
            clara.with("ENABLE_GRAPH_MEMORY", "true");
            talk(clara, "At work I answer to Otto.");
            assertThat(talks.calls()).hasSize(1);
            assertThat(readings(talks)).isEmpty();
            clara.with("ENABLE_GRAPH_MEMORY", "false");
            remembering(clara, talks);
            talk(clara, "At work I answer to Ida.");
            assertThat(readings(talks)).as("without a graph").isEmpty();
            clara.with("ENABLE_GRAPH_MEMORY", "true");
            try (Running chat = clara.start("chat")) {
                for (String told : List.of("Otto", "Ida")) {
                    ai.clara.e2e.ModelServer.await(
                            "what was told before is sent",
                            () -> readings(talks).stream()
                                    .anyMatch(request -> request.lastText().contains("> At work I answer to " + told)));
                }
                chat.endInput();
                chat.await().ended(0);
            }
        }
    }

    /** Longer than it takes to find out that there is something to read. */
    private static void talk(Clara clara, String line) {
        try (Running chat = clara.start("chat")) {
            chat.typeLine(line);
            assertThat(chat.nextLine()).isPresent();
            DiscordTown.pause(Duration.ofSeconds(15));
            chat.endInput();
            chat.await().ended(0);
        }
    }

    @Test
    void aModelThatFailsCostsNothingOfTheTalk() {
        for (Script bad : List.of(Script.error(500), Script.say("I would rather not read that."))) {
            try (ModelServer talks = ModelServer.start(_ -> Script.say("Noted."));
                    ModelServer remembers = ModelServer.start(_ -> bad);
                    Clara clara = Served.talkingTo(Clara.fresh(), talks.baseUrl())) {
                remembering(clara.with("ENABLE_GRAPH_MEMORY", "true"), remembers);
                try (Running chat = clara.start("chat")) {
                    chat.typeLine("My sister is called Rosa. At work I answer to Otto.");
                    assertThat(chat.nextLine()).contains("Noted.");
                    eventually(clara, "waiting: 1; last failure: ");
                    chat.typeLine("Are you there?");
                    assertThat(chat.nextLine()).contains("Noted.");
                    assertThat(clara.run("doctor").ended(0).out())
                            .doesNotContain("rook-key", "Otto")
                            .contains("It is asked again by itself.");
                    assertThat(clara.run("memory", "graph").ended(0).out())
                            .contains("sister: Rosa")
                            .doesNotContain("Otto");
                    chat.endInput();
                    chat.await().ended(0);
                }
            }
        }
    }

    /** What was paid for is not asked again; what was not stored is. */
    @Test
    void aDeathAtAnyStepLeavesItReadOnce() {
        for (var step : List.of("reading.heard", "reading.kept")) {
            try (ModelServer talks = ModelServer.start(_ -> Script.say("Noted."));
                    ModelServer remembers = ModelServer.start(ModelReadingTest::reads);
                    Clara clara = Served.talkingTo(Clara.fresh(), talks.baseUrl())) {
                remembering(clara.with("ENABLE_GRAPH_MEMORY", "true"), remembers);
                try (Running dying = clara.start(List.of("-Dclara.fault=" + step), "chat")) {
                    dying.typeLine("At work I answer to Otto.");
                    assertThat(dying.await().exit()).isEqualTo(137);
                }
                assertThat(readings(remembers)).hasSize(1);
                try (Running next = clara.start("chat")) {
                    ai.clara.e2e.ModelServer.await(
                            "the graph holds it", () -> holding(clara, "graph_relations", "otto") == 1);
                    next.endInput();
                    next.await().ended(0);
                }
                assertThat(readings(remembers)).hasSize(step.equals("reading.kept") ? 1 : 2);
            }
        }
    }

    private static long unread(Clara clara) {
        try {
            return clara.store().number("select count(*) from model_readings where model is null")
                    + clara.store().number("select count(*) from model_readings where tellings > 0 and holder = ''");
        } catch (IllegalStateException e) {
            // Not up yet.
            return -1;
        }
    }

    private static long holding(Clara clara, String table, String word) {
        try {
            return clara.store()
                    .number("select count(*) from " + table + " r where lower(r::text) like '%" + word + "%'");
        } catch (IllegalStateException e) {
            // Not up yet.
            return -1;
        }
    }

    private static void eventually(Clara clara, String sign) {
        assertThat(IntStream.range(0, LOOKS)
                        .anyMatch(_ -> clara.run("doctor").out().contains(sign)))
                .as(sign)
                .isTrue();
    }
}
