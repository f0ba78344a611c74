package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import ai.clara.testkit.postgres.PgVectorServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code eval recall} measures is what a prompt of the running service holds. */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class EvalServedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PEOPLE = List.of("Ottilie", "Fergus", "Wanda");
    private static final List<String> THINGS =
            List.of("canoe", "parrot", "violin", "telescope", "wagon", "kitten", "kettle", "tent", "lamp", "bicycle");
    private static final List<String> CITIES =
            List.of("Narvik", "Linz", "Porto", "Ghent", "Turku", "Siena", "Bergen", "Graz", "Delft", "Cork");
    private static final List<String> ASKED = List.of(
            "Where is the %2$s of %1$s?",
            "Where did %1$s leave the %2$s?",
            "In which city is %1$s's %2$s?",
            "What did %1$s say about a %2$s?",
            "Does %1$s still have the %2$s?");
    private static final Pattern REMEMBERED = Pattern.compile("(?m)^- (\\w+: .*)$");
    private static final String SAID = "select count(*) from messages where author_id is not null and body <> ''";
    private static final Comparator<String> IN_ORDER =
            Comparator.comparingInt(id -> Integer.parseInt(id.substring(id.indexOf(':') + 1)));
    private static final int TURNS = 60;
    private static final int QUESTIONS = 50;
    private static final int TOP = 10;
    private static final int LOOKS = 30;

    private final Random random = new Random(Long.getLong("clara.eval.seed", 11L));
    private final ObjectNode told = conversation();

    @Test
    void fiftyQuestionsGetTheSameTopTenFromServeAsFromEval() throws IOException {
        fiftyQuestions(Map.of());
    }

    /** The index of {@code eval} and a PostgreSQL with pgvector rank alike. */
    @Test
    void fiftyQuestionsGetTheSameTopTenFromPgVector() throws IOException {
        try (var server = PgVectorServer.start()) {
            server.sql("postgres", "create database vectors");
            fiftyQuestions(Map.of("ROOK_DATABASE_URL", server.url("vectors")));
        }
    }

    private void fiftyQuestions(Map<String, String> settings) throws IOException {
        Map<String, String> turns = new LinkedHashMap<>();
        told.get("turns").forEach(turn -> turns.put(said(turn), turn.get("id").asText()));
        assertThat(turns).as("each turn can be told from the others").hasSize(TURNS);
        try (ModelServer model = ModelServer.start(request -> Script.say("Ready."));
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl())
                        .with("CLARA_MEMORY_RECALL_LIMIT", "10")
                        // What the recent turns show is not remembered once more.
                        .with("CLARA_RECENT_MESSAGES", "0");
                Served door = Served.start(with(clara, settings))) {
            Map<String, List<String>> measured = measured(clara);
            String key = door.key("desk");
            // The encoder is loaded by a question that nothing is kept of.
            door.answer(key, unkept("Where is the moon?"), "X-Clara-Room", "elsewhere");
            told.get("turns")
                    .forEach(turn -> door.answer(
                            key,
                            Served.asks(
                                    turn.get("speaker").asText(),
                                    turn.get("text").asText()),
                            "X-Clara-Room",
                            "village"));
            assertThat(clara.store().number(SAID)).isEqualTo(TURNS);
            // What the index does not hold yet is measured without what was said before it.
            assertThat(IntStream.range(0, LOOKS)
                            .mapToObj(look -> clara.run("doctor").out())
                            .anyMatch(findings -> findings.contains("not yet indexed: 0;")))
                    .isTrue();
            int same = 0;
            for (JsonNode question : told.get("questions")) {
                door.answer(key, unkept(question.get("text").asText()), "X-Clara-Room", "village");
                List<String> shown = REMEMBERED
                        .matcher(model.calls().getLast().request().prompt())
                        .results()
                        .map(line -> turns.getOrDefault(line.group(1), line.group(1)))
                        .toList();
                assertThat(shown)
                        .as("question '%s'", question.get("text").asText())
                        .hasSize(TOP)
                        .isEqualTo(measured.get(question.get("id").asText()));
                same++;
            }
            assertThat(same).isEqualTo(QUESTIONS);
            assertThat(clara.store().number(SAID)).as("questions are not kept").isEqualTo(TURNS);
            assertThat(Files.exists(clara.home().resolve("index"))).isEqualTo(settings.isEmpty());
        }
    }

    private static Clara with(Clara clara, Map<String, String> settings) {
        settings.forEach(clara::with);
        return clara;
    }

    /** The best turns by question as {@code eval} ranks them, in the order in which a prompt tells them, the same in two runs. */
    private Map<String, List<String>> measured(Clara clara) throws IOException {
        Path file = clara.base().resolve("village.json");
        Files.writeString(file, told.toString());
        var results = new ArrayList<Path>();
        for (String name : List.of("once", "again")) {
            Path out = clara.base().resolve(name + ".jsonl");
            // As deep as a prompt here, since what may be quoted stands in the place of the last.
            clara.run("eval", "recall", "--cases", file.toString(), "--out", out.toString(), "--k", "10")
                    .ended(0);
            results.add(out);
        }
        assertThat(results.getFirst()).hasSameTextualContentAs(results.getLast());
        Map<String, List<String>> ranked = new LinkedHashMap<>();
        int first = 0;
        for (String line : Files.readAllLines(results.getFirst())) {
            JsonNode result = JSON.readTree(line);
            var ids = new ArrayList<String>();
            result.get("retrieved").forEach(id -> ids.add(id.asText()));
            ranked.put(
                    result.get("id").asText(),
                    ids.subList(0, TOP).stream().sorted(IN_ORDER).toList());
            String planted =
                    told.at("/questions/" + (ranked.size() - 1) + "/evidence/0").asText();
            first += ids.subList(0, 3).contains(planted) ? 1 : 0;
        }
        assertThat(ranked).hasSize(QUESTIONS);
        assertThat(first)
                .as("questions whose planted turn is among the first three")
                .isGreaterThan(QUESTIONS * 8 / 10);
        return ranked;
    }

    private static String unkept(String words) {
        return Served.asks("Listener", words).replace("\"user\":", "\"store\":false,\"user\":");
    }

    private static String said(JsonNode turn) {
        return turn.get("speaker").asText() + ": " + turn.get("text").asText();
    }

    private ObjectNode conversation() {
        List<String> things = shuffled(THINGS);
        List<String> cities = shuffled(CITIES);
        ObjectNode root = JSON.createObjectNode().put("conversation", "village");
        ArrayNode turns = root.putArray("turns");
        ArrayNode questions = root.putArray("questions");
        for (int i = 0; i < TURNS; i++) {
            int planted = i % 6 == 3 ? i / 6 : -1;
            String speaker = PEOPLE.get(random.nextInt(PEOPLE.size()));
            String id = "D" + (1 + i / 20) + ":" + i;
            turns.addObject()
                    .put("id", id)
                    .put("session", 1 + i / 20)
                    .put("speaker", speaker)
                    .put(
                            "at",
                            Instant.parse("2024-05-01T09:00:00Z")
                                    .plusSeconds(60L * i)
                                    .toString())
                    .put("text", planted < 0 ? talk(i) : fact(things.get(planted), cities.get(planted)));
            if (planted >= 0) {
                IntStream.range(0, ASKED.size())
                        .forEach(wording -> questions
                                .addObject()
                                .put("id", "q" + planted + ":" + wording)
                                .put("text", ASKED.get(wording).formatted(speaker, things.get(planted)))
                                .put("category", "single-hop")
                                .putArray("evidence")
                                .add(id));
            }
        }
        return root;
    }

    private static String fact(String thing, String city) {
        return "I left my " + thing + " in " + city + " at the house of my aunt.";
    }

    /**
     * In the service an answer of Clara's stands before each message, in a case what somebody else said does, and words there count a
     * little: so whoever speaks after a fact only asks, and what only asks is no evidence.
     */
    private static String talk(int i) {
        return i % 6 == 4
                ? "Why, number " + i + "?"
                : "Bus number " + (100 + i) + " was late again, so I walked home in the rain.";
    }

    private List<String> shuffled(List<String> all) {
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
