package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code eval recall}: what it writes, what it must not look at, and what it leaves alone. */
@Timeout(value = 20, unit = java.util.concurrent.TimeUnit.MINUTES)
class EvalTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("Ottilie", "Fergus", "Wanda", "Casimir", "Noor", "Ludo");
    private static final List<String> THINGS = List.of("canoe", "parrot", "violin", "telescope", "wagon", "kitten");
    private static final List<String> CITIES = List.of("Narvik", "Linz", "Porto", "Ghent", "Turku", "Siena");
    private static final List<String> SMALL_TALK = List.of(
            "The bus was late again today.",
            "I had soup for lunch and it was too salty.",
            "It rained the whole morning here.",
            "We watched an old film until midnight.",
            "My neighbour painted the fence green.",
            "I finally cleaned out the garage.");
    private static final int TURNS = 30;
    private static final int CONTEXT_TOKENS = 220;

    private final Random random = new Random(Long.getLong("clara.eval.seed", 11L));
    private final List<String> names = shuffled(NAMES);
    private final List<String> things = shuffled(THINGS).subList(0, 3);
    private final List<String> cities = shuffled(CITIES);

    @Test
    void findsWhatWasPlantedWithoutLookingAtTheEvidence() throws IOException {
        try (Clara clara = fresh()) {
            // The person's database must not be used.
            clara.file(".env", "DEFAULT_TIMEZONE=Asia/Tokyo\n")
                    .with("DATABASE_URL", "postgresql://clara:hunter2secret@127.0.0.1:1/clara");
            ObjectNode told = conversation();
            Outcome outcome = eval(clara, "told", told);
            List<JsonNode> lines = lines(clara, "told");
            assertThat(outcome.out())
                    .contains("rec@5", "any@10", "all@10", "MRR", "single-hop", "adversarial, apart", "AUROC");
            assertThat(outcome.out()).contains("5 questions ranked, 1 of them without evidence");
            assertThat(outcome.notes()).isEmpty();
            assertThat(lines).hasSize(5);
            for (int i = 0; i < things.size(); i++) {
                JsonNode line = lines.get(i);
                assertThat(line.get("id").asText()).isEqualTo("q:" + i);
                assertThat(line.get("retrieved").get(0).asText()).isEqualTo(planted(i));
                assertThat(line.get("context").asText()).contains(fact(i)).contains("room village");
                assertThat(line.get("answerable").asBoolean()).isTrue();
                assertThat(line.get("certainty").isDouble()).isTrue();
            }
            assertThat(lines).allSatisfy(line -> {
                List<String> retrieved = new ArrayList<>();
                line.get("retrieved").forEach(id -> retrieved.add(id.asText()));
                assertThat(retrieved)
                        .doesNotHaveDuplicates()
                        .hasSizeBetween(5, 12)
                        .allMatch(id -> id.matches("D\\d:\\d+"));
                int tokens = line.get("tokens").asInt();
                assertThat(tokens).isEqualTo((line.get("context").asText().length() + 3) / 4);
                assertThat(tokens).isLessThanOrEqualTo(CONTEXT_TOKENS);
            });

            eval(clara, "misled", evidence(told, true));
            assertThat(Files.readString(results(clara, "misled"))).isEqualTo(Files.readString(results(clara, "told")));
            Outcome without = eval(clara, "without", evidence(told, false));
            assertThat(Files.readString(results(clara, "without"))).isEqualTo(Files.readString(results(clara, "told")));
            assertThat(without.out()).isEqualTo("5 questions ranked; none has evidence to count.\n");

            assertThat(throwAwayHomes(clara)).isEmpty();
            try (Stream<Path> files = Files.list(clara.home())) {
                assertThat(files.map(file -> file.getFileName().toString())).containsExactly(".env");
            }
        }
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingStarts() throws IOException {
        try (Clara clara = fresh()) {
            Path cases = Files.createDirectories(clara.base().resolve("cases"));
            String dir = cases.toString();
            String out = clara.base().resolve("out.jsonl").toString();
            clara.run("eval").refused(2, "--cases");
            clara.run("eval", "precision").refused(2, "precision");
            clara.run("eval", "recall", "--out", out).refused(2, "--cases");
            clara.run("eval", "recall", "--cases", dir + "x", "--out", out).refused(2, dir + "x");
            clara.run("eval", "recall", "--cases", dir, "--out", out).refused(2, "no case file", dir);
            Path file = cases.resolve("broken.json");
            Files.writeString(file, "{\"turns\": [\n oops");
            clara.run("eval", "recall", "--cases", dir, "--out", out).refused(2, file.toString(), "JSON");
            Files.writeString(file, "{\"turns\": [{\"id\": \"D1:1\", \"speaker\": \"Noor\"}], \"questions\": []}");
            clara.run("eval", "recall", "--cases", dir, "--out", out).refused(2, file.toString(), "D1:1");
            Files.writeString(file, conversation().toString());
            clara.run("eval", "recall", "--cases", dir, "--out", dir).refused(2, dir);
            clara.run("eval", "recall", "--cases", dir, "--out", dir + "/no/x").refused(2, dir + "/no/x");
            for (String k : List.of("0", "201", "many")) {
                clara.run("eval", "recall", "--cases", dir, "--out", out, "--k", k)
                        .refused(2, "--k", k);
            }
            assertThat(Path.of(out)).doesNotExist();
            assertThat(clara.home()).doesNotExist();
        }
    }

    @Test
    void leavesTheHomeAsItIsAlsoBesideWhoServesItAndAfterCtrlC() throws IOException {
        try (Clara clara = fresh()) {
            clara.pipe(List.of("My sledge is called Boreas."), "chat").ended(0);
            String home = digest(clara.home());
            eval(clara, "alone", conversation());
            assertThat(digest(clara.home())).as("the home of the person").isEqualTo(home);

            Path cases = Files.createDirectories(clara.base().resolve("long"));
            Files.writeString(cases.resolve("long.json"), conversation(400).toString());
            String out = clara.base().resolve("long.jsonl").toString();
            try (Screen screen = clara.startOnScreen("eval", "recall", "--cases", cases.toString(), "--out", out)) {
                screen.awaits("village: 400 turns, 5 questions");
                assertThat(throwAwayHomes(clara)).as("while it works").hasSize(1);
                screen.keys(Screen.CTRL_C);
                Outcome outcome = screen.await();
                assertThat(outcome.exit()).isEqualTo(130);
                assertThat(screen.rest()).as("Ctrl-C is no failure").doesNotContain("wrong", "could not", "log");
            }
            assertThat(throwAwayHomes(clara)).as("after Ctrl-C").isEmpty();
            assertThat(digest(clara.home())).isEqualTo(home);

            try (Served served = Served.start(clara)) {
                Map<String, String> held = held(clara);
                eval(clara, "beside", conversation());
                assertThat(held(clara)).isEqualTo(held);
                assertThat(served.running().alive()).isTrue();
            }
            assertThat(throwAwayHomes(clara)).isEmpty();
        }
    }

    /** All rows but the vectors, which the service makes of its own messages when it finds the time. */
    private static Map<String, String> held(Clara clara) {
        Map<String, String> held = clara.store().contents();
        held.remove("message_vectors");
        return held;
    }

    /** All files of a home with their times and bytes. */
    private static String digest(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            var digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.sorted().toList()) {
                digest.update(home.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.getLastModifiedTime(file).toString().getBytes(StandardCharsets.UTF_8));
                if (Files.isRegularFile(file)) {
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Outcome eval(Clara clara, String name, ObjectNode content) throws IOException {
        Path cases = Files.createDirectories(clara.base().resolve(name));
        Files.writeString(cases.resolve("village.json"), content.toString());
        Files.writeString(cases.resolve("notes.txt"), "no case");
        return clara.run(
                        "eval",
                        "recall",
                        "--cases",
                        cases.toString(),
                        "--out",
                        results(clara, name).toString(),
                        "--k",
                        "12",
                        "--context",
                        Integer.toString(CONTEXT_TOKENS))
                .ended(0);
    }

    private static Path results(Clara clara, String name) {
        return clara.base().resolve(name + ".jsonl");
    }

    private static List<JsonNode> lines(Clara clara, String name) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (String line : Files.readAllLines(results(clara, name))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    /** Small talk of two people on two days, with a fact of one of them now and then. */
    private ObjectNode conversation() {
        return conversation(TURNS);
    }

    private ObjectNode conversation(int turnsMax) {
        ObjectNode root = JSON.createObjectNode().put("conversation", "village");
        ArrayNode turns = root.putArray("turns");
        for (int i = 0; i < turnsMax; i++) {
            int session = 1 + Math.min(i / 15, 1);
            int planted = i < TURNS && i % 10 == 4 ? i / 10 : -1;
            turns.addObject()
                    .put("id", "D" + session + ":" + i)
                    .put("session", session)
                    .put("speaker", planted < 0 ? names.get(i % 2) : names.get(planted % 2))
                    .put(
                            "at",
                            Instant.parse("2024-05-0" + session + "T09:00:00Z")
                                    .plusSeconds(60L * i)
                                    .toString())
                    .put("text", planted < 0 ? SMALL_TALK.get(random.nextInt(SMALL_TALK.size())) : fact(planted));
        }
        ArrayNode questions = root.putArray("questions");
        for (int i = 0; i < things.size(); i++) {
            String text = "Where is the " + things.get(i) + " of " + names.get(i % 2) + "?";
            question(questions, i, text, "single-hop").add(planted(i));
        }
        String wrong = "Where is the " + things.getFirst() + " of " + names.get(1) + "?";
        question(questions, things.size(), wrong, "adversarial").add(planted(0));
        question(questions, things.size() + 1, "Who rides a horse?", "open-domain");
        return root;
    }

    private static ArrayNode question(ArrayNode questions, int number, String text, String category) {
        return questions
                .addObject()
                .put("id", "q:" + number)
                .put("text", text)
                .put("category", category)
                .putArray("evidence");
    }

    private String fact(int i) {
        return "My " + things.get(i) + " is in " + cities.get(i) + " now.";
    }

    private static String planted(int i) {
        int turn = 10 * i + 4;
        return "D" + (1 + turn / 15) + ":" + turn;
    }

    /** The same questions with the evidence of others, or with none. */
    private static ObjectNode evidence(ObjectNode told, boolean wrong) {
        ObjectNode changed = told.deepCopy();
        int i = 0;
        for (JsonNode question : changed.get("questions")) {
            ((ObjectNode) question).remove("evidence");
            if (wrong) {
                ((ObjectNode) question).putArray("evidence").add("D1:" + i++).add("D9:99");
            }
        }
        return changed;
    }

    private <T> List<T> shuffled(List<T> all) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled);
    }

    /** A home whose commands have a directory of their own for what is temporary. */
    private static Clara fresh() throws IOException {
        Clara clara = Clara.fresh();
        return clara.temporaryIn(Files.createDirectory(clara.base().resolve("tmp")));
    }

    private static List<String> throwAwayHomes(Clara clara) throws IOException {
        try (Stream<Path> files = Files.list(clara.base().resolve("tmp"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("clara-"))
                    .toList();
        }
    }
}
