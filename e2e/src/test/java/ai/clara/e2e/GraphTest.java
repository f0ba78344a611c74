package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who asks for their sister gets what was told of Rosa, with the graph and not without it. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class GraphTest {
    private static final Pattern REMEMBERED = Pattern.compile("(?m)^- (.*)$");
    private static final String SISTER = "Where does my sister work?";
    private static final String BROTHER = "What does the brother of the person I met in Graz do?";
    private static final List<String> PEOPLE = List.of(
            "Ana", "Bruno", "Carmen", "Dilan", "Elif", "Farid", "Greta", "Hanna", "Ivo", "Jonas", "Kaito", "Leila",
            "Mirko", "Nadja");
    private static final List<String> PLACES = List.of(
            "bakery", "library", "museum", "brewery", "zoo", "theatre", "sawmill", "laundry", "airport", "quarry");
    private static final List<String> JOBS =
            List.of("%s works at the %s now.", "%s has a new job at the %s.", "%s started to work at the %s.");
    private static final int OTHERS = 120;
    private static final int LOOKS = 120;

    private final ModelServer model = ModelServer.start(request -> Script.say("Ready."));

    @Test
    void whatWasToldOfRosaIsFoundByMySister() {
        try (Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl())) {
            clara.with("CLARA_MEMORY_RECALL_LIMIT", "6").with("CLARA_RECENT_MESSAGES", "0");
            String key;
            try (Served door = Served.start(clara)) {
                key = door.key("desk");
                tell(door, key);
                indexed(clara, "not yet indexed: 0;");
                assertThat(ask(door, key, SISTER)).isNotEmpty().noneMatch(line -> line.contains("night shift"));
                assertThat(ask(door, key, BROTHER)).noneMatch(line -> line.contains("gliders"));
                assertThat(clara.store().number("select count(*) from graph_mentions"))
                        .isZero();
                assertThat(clara.store().number("select count(*) from graph_cursors"))
                        .isZero();
            }
            // Switched on later, it reads what was told before.
            clara.with("ENABLE_GRAPH_MEMORY", "true");
            try (Served door = Served.start(clara)) {
                indexed(clara, "graph, not yet read: 0");
                assertThat(ask(door, key, SISTER))
                        .anyMatch(line -> line.contains("My sister is called Rosa."))
                        .anyMatch(line -> line.contains("Rosa got the night shift at the hospital."));
                assertThat(ask(door, key, BROTHER))
                        .anyMatch(line -> line.contains("I met Lukas in Graz."))
                        .anyMatch(line -> line.contains("Lukas has a brother, Tom."))
                        .anyMatch(line -> line.contains("Tom flies gliders."));
                forgets(clara);
            }
        } finally {
            model.close();
        }
    }

    /** Who belongs to whom, in the terminal and for a browser; what others told stays out, and two names are one once somebody says so. */
    @Test
    void aPersonSeesTheirOwnPicture() {
        try (Clara clara = Clara.fresh()) {
            assertThat(clara.run("memory", "graph").ended(1).err()).contains("ENABLE_GRAPH_MEMORY=true");
            clara.with("ENABLE_GRAPH_MEMORY", "true");
            clara.pipe(List.of("My cousin is called Zacharias."), "chat", "--as", "ben")
                    .ended(0);
            clara.pipe(
                            List.of(
                                    "My sister is called Rosa.",
                                    "Rosi works at the hospital.",
                                    "My boss is called <Otto> & Sons."),
                            "chat",
                            "--as",
                            "mia")
                    .ended(0);
            assertThat(clara.run("memory", "graph", "mia").ended(0).out())
                    .contains("sister: Rosa, since", "works at: hospital", "Perhaps the same: Rosa and Rosi")
                    .doesNotContain("Zacharias");
            assertThat(clara.run("memory", "graph", "--as", "ben").ended(0).out())
                    .contains("cousin: Zacharias")
                    .doesNotContain("Rosa");
            assertThat(clara.run("memory", "graph", "mia", "--html").ended(0).out())
                    .startsWith("<!doctype html>")
                    .contains("<svg", ">Rosa<", "My sister is called Rosa.", "default-src 'none'")
                    .doesNotContain("<Otto>", "Zacharias");
            assertThat(clara.run("memory", "graph", "mia", "--svg").ended(0).out())
                    .startsWith("<svg");
            clara.pipe(List.of("Rosa and Rosi are the same person."), "chat", "--as", "mia")
                    .ended(0);
            indexed(clara, "graph, not yet read: 0");
            assertThat(clara.run("memory", "graph", "mia").ended(0).out())
                    .contains("also called: Rosi")
                    .doesNotContain("Perhaps");
            assertThat(clara.run("memory", "graph", "nobody").ended(1).err()).contains("Nobody called nobody");
            assertThat(clara.run("memory", "graph", "mia", "--pdf").ended(2).err())
                    .contains("Usage: memory graph");
        } finally {
            model.close();
        }
    }

    @Test
    void whatAStoreLacksIsSaidInOneSentence() {
        try (Clara clara = Clara.fresh()) {
            clara.with("ENABLE_GRAPH_MEMORY", "true").with("GRAPH_STORE_PROVIDER", "neo4j");
            assertThat(clara.pipe(List.of("Hello."), "chat").err())
                    .contains("GRAPH_STORE_PROVIDER=neo4j needs NEO4J_URL");
            clara.with("NEO4J_URL", "bolt://neo4j:hunter22@localhost:7687");
            assertThat(clara.pipe(List.of("Hello."), "chat").err())
                    .contains("NEO4J_URL is no address", "NEO4J_PASSWORD")
                    .doesNotContain("hunter22");
            clara.with("NEO4J_URL", "bolt://localhost:7687");
            assertThat(clara.pipe(List.of("Hello."), "chat").err()).contains("NEO4J_PASSWORD is missing");
            clara.with("GRAPH_STORE_PROVIDER", "kuzu");
            assertThat(clara.pipe(List.of("Hello."), "chat").err()).contains("takes its place");
            clara.with("ENABLE_GRAPH_MEMORY", "false");
            assertThat(clara.pipe(List.of("Hello."), "chat").ended(0).answers()).hasSize(1);
        } finally {
            model.close();
        }
    }

    private static void tell(Served door, String key) {
        say(door, key, "My sister is called Rosa.");
        say(door, key, "I met Lukas in Graz.");
        say(door, key, "Lukas has a brother, Tom.");
        for (int i = 0; i < OTHERS; i++) {
            String who = PEOPLE.get(i % PEOPLE.size());
            String job = JOBS.get(i % JOBS.size()).formatted(who, PLACES.get(i / PEOPLE.size() % PLACES.size()));
            say(door, key, i % 10 == 9 ? who + " has a brother who repairs clocks." : job);
            if (i == OTHERS / 2) {
                say(door, key, "Rosa got the night shift at the hospital.");
                say(door, key, "Tom flies gliders.");
            }
        }
    }

    private static void say(Served door, String key, String words) {
        door.answer(key, Served.asks("Mia", words));
    }

    /** The words and what they told go at once, whoever looks. */
    private static void forgets(Clara clara) {
        assertThat(clara.pipe(List.of("My sister is called Xanthippe."), "chat")
                        .ended(0)
                        .answers())
                .hasSize(1);
        indexed(clara, "graph, not yet read: 0");
        assertThat(holding(clara, "xanthippe")).isPositive();
        String listed = clara.run("memory", "list").ended(0).answers().getFirst();
        assertThat(listed).contains("Xanthippe");
        String id = listed.substring(listed.lastIndexOf('[') + 1, listed.lastIndexOf(']'));
        clara.run("memory", "forget", id).ended(0);
        assertThat(holding(clara, "xanthippe")).isZero();
        assertThat(clara.store().number("select count(*) from graph_relations where to_node like '%xanthippe%'"))
                .isZero();
    }

    /** What the prompt of this question remembers; the question is not kept. */
    private List<String> ask(Served door, String key, String question) {
        door.answer(key, Served.asks("Mia", question).replace("\"user\":", "\"store\":false,\"user\":"));
        return REMEMBERED
                .matcher(model.calls().getLast().request().prompt())
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    private static long holding(Clara clara, String word) {
        return clara.store().number("select count(*) from graph_mentions where node like '%" + word + "%'");
    }

    private static void indexed(Clara clara, String sign) {
        assertThat(IntStream.range(0, LOOKS)
                        .anyMatch(_ -> clara.run("doctor").out().contains(sign)))
                .isTrue();
    }
}
