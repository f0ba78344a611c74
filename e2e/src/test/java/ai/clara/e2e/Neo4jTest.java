package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import ai.clara.testkit.neo4j.Line;
import ai.clara.testkit.neo4j.Neo4jServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Clara whose graph lies in a real Neo4j. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class Neo4jTest {
    private static final String SISTER = "Where does my sister work?";
    private static final String BROTHER = "What does the brother of the person I met in Graz do?";
    private static final String READ = "graph, not yet read: 0";
    private static final String AWAY = "Who belongs to whom cannot be looked up at this moment";
    private static final int OTHERS = 30;
    private static final int LOOKS = 120;
    private static final int LINES_MAX = 100;

    private final ModelServer model = ModelServer.start(request -> Script.say("Ready."));
    private final Neo4jServer server = Neo4jServer.start();
    private final Line line = new Line(server.port());

    @AfterEach
    void close() {
        line.close();
        server.close();
        model.close();
    }

    private Clara clara() {
        return Clara.fresh()
                .with("ENABLE_GRAPH_MEMORY", "true")
                .with("GRAPH_STORE_PROVIDER", "neo4j")
                .with("NEO4J_URL", "bolt://127.0.0.1:" + line.port())
                .with("NEO4J_PASSWORD", Neo4jServer.PASSWORD)
                .with("CLARA_MEMORY_RECALL_LIMIT", "6")
                .with("CLARA_RECENT_MESSAGES", "0");
    }

    @Test
    void toldAskedInTwoStepsForgottenAndCutOff() throws IOException {
        try (Clara clara = Served.talkingTo(clara(), model.baseUrl())) {
            try (Served door = Served.start(clara)) {
                String key = door.key("desk");
                tell(door, key);
                until(clara, READ);
                assertThat(ask(door, key, SISTER)).contains("My sister is called Rosa.", "Rosa got the night shift");
                assertThat(ask(door, key, BROTHER))
                        .contains("I met Lukas in Graz.", "Lukas has a brother, Tom.", "Tom flies gliders.");
                assertThat(server.number("match (e:RookMention) return count(e)"))
                        .isGreaterThan(OTHERS);
                assertThat(clara.store().number("select count(*) from graph_cursors"))
                        .as("the tables stay empty")
                        .isZero();
                assertThat(clara.run("doctor").out())
                        .contains("Neo4j at bolt://127.0.0.1", "It holds what was written there. No error.");
                cutOff(clara, door, key);
                killed(clara, door, key);
                full(clara, door, key);
                readAnew(clara);
            }
            forgets(clara);
            try (Stream<Path> logs = Files.walk(clara.home().resolve("logs"))) {
                assertThat(logs.filter(Files::isRegularFile))
                        .isNotEmpty()
                        .noneMatch(log -> text(log).contains(Neo4jServer.PASSWORD));
            }
        }
    }

    /** The line is cut, or dead without anybody being told: she answers without the graph, says so, and loses nothing. */
    private void cutOff(Clara clara, Served door, String key) {
        line.cut();
        assertThat(ask(door, key, BROTHER)).contains(AWAY);
        say(door, key, "My cousin is called Ottilie.");
        until(clara, "cannot be reached");
        line.open();
        until(clara, READ);
        line.silence();
        assertThat(ask(door, key, BROTHER)).contains(AWAY);
        line.open();
        until(clara, "All messages are read.");
        comesBack(door, key);
        assertThat(server.number("match (e:RookMention {key: 'name:ottilie'}) return count(e)"))
                .isEqualTo(1);
    }

    private void killed(Clara clara, Served door, String key) {
        server.kill();
        say(door, key, "My aunt is called Wilhelmina.");
        assertThat(ask(door, key, BROTHER)).contains(AWAY);
        server.again();
        until(clara, READ);
        comesBack(door, key);
        assertThat(server.number("match (e:RookMention {key: 'name:wilhelmina'}) return count(e)"))
                .isEqualTo(1);
    }

    /** It answers with what it holds, says that this is not all, and gets the rest when there is room. */
    private void full(Clara clara, Served door, String key) {
        String balthasar = "match (e:RookMention {key: 'name:balthasar'}) return count(e)";
        server.full(true);
        say(door, key, "My uncle is called Balthasar.");
        until(clara, "read-only");
        assertThat(ask(door, key, BROTHER)).contains(AWAY, "Tom flies gliders.");
        assertThat(server.number(balthasar)).isZero();
        server.full(false);
        until(clara, READ);
        comesBack(door, key);
        assertThat(server.number(balthasar)).isEqualTo(1);
    }

    private void comesBack(Served door, String key) {
        assertThat(IntStream.range(0, LOOKS)
                        .anyMatch(_ -> ask(door, key, BROTHER).contains("Tom flies gliders.")))
                .isTrue();
    }

    /** A part is lost: doctor says so, and reading anew brings it back. */
    private void readAnew(Clara clara) {
        assertThat(clara.run("move", "graph", "--dry-run").ended(0).out())
                .contains("Into Neo4j at", " messages are not yet read.");
        assertThat(clara.run("move", "graph").ended(0).err()).contains("It holds all that the transcript tells.");
        long whole = server.number("match ()-[t:ROOK_TELLS]->() return count(t)");
        server.cypher("match (e:RookEntity {key: 'name:lukas'}) detach delete e");
        assertThat(clara.run("doctor").out()).contains("It lacks ", "memory reindex");
        assertThat(clara.run("move", "graph").ended(1).err()).contains("memory reindex");
        assertThat(clara.run("memory", "reindex").ended(0).out()).contains("the graph", "relations");
        assertThat(server.number("match ()-[t:ROOK_TELLS]->() return count(t)")).isEqualTo(whole);
        assertThat(clara.run("doctor").out()).contains("It holds what was written there.");
    }

    private void forgets(Clara clara) {
        String xanthippe = "match (e:RookEntity) where e.key contains 'xanthippe' return count(e)";
        assertThat(clara.pipe(List.of("My sister is called Xanthippe."), "chat")
                        .ended(0)
                        .answers())
                .hasSize(1);
        try (Running open = clara.start("chat")) {
            open.typeLine("Hello again.");
            assertThat(open.nextLine()).isPresent();
            until(clara, READ);
            assertThat(server.number(xanthippe)).isPositive();
            String listed = clara.run("memory", "list").ended(0).answers().stream()
                    .filter(row -> row.contains("Xanthippe"))
                    .findFirst()
                    .orElseThrow();
            clara.run("memory", "forget", listed.substring(listed.lastIndexOf('[') + 1, listed.lastIndexOf(']')))
                    .ended(0);
            assertThat(IntStream.range(0, LOOKS).anyMatch(_ -> moment() && server.number(xanthippe) == 0))
                    .isTrue();
            open.endInput();
            open.await().ended(0);
        }
    }

    @Test
    void theGraphOfAnotherClaraIsLeftAlone() {
        try (Clara first = clara();
                Clara second = clara()) {
            first.pipe(List.of("My sister is called Rosa."), "chat").ended(0);
            List<String> written = read(first);
            assertThat(written).isNotEmpty();
            second.pipe(List.of("My uncle is called Balthasar."), "chat").ended(0);
            assertThat(second.run("doctor").out()).contains("holds the graph of another Clara", "NEO4J_URL");
            assertThat(second.pipe(List.of("What is my uncle called?"), "chat")
                            .ended(0)
                            .out())
                    .contains("Balthasar");
            assertThat(read(first)).isEqualTo(written);
            second.with("GRAPH_STORE_PROVIDER", "embedded");
            assertThat(second.run("doctor").out()).doesNotContain("another Clara");
        }
    }

    /** Killed after a portion is kept, she goes on from there; what Neo4j holds is what an undisturbed run gives. */
    @Test
    void killedBetweenTwoPortionsTheGraphIsThatOfAQuietRun() {
        try (Clara clara = clara()) {
            assertThat(clara.pipe(List.of("Hello Clara."), "chat").ended(0).answers())
                    .hasSize(1);
            for (String point : List.of("graph.kept", "graph.kept#2", "turn.committed")) {
                try (Running dying = clara.start(List.of("-Dclara.fault=" + point), "chat")) {
                    for (int i = 0; i < LINES_MAX && dying.alive(); i++) {
                        dying.typeLine("My cousin is called Ottilie" + i + ".");
                        moment();
                    }
                    assertThat(dying.await().exit()).as(point).isEqualTo(137);
                }
            }
            List<String> disturbed = read(clara);
            assertThat(disturbed).hasSizeGreaterThan(2);
            server.cypher("match (e) detach delete e");
            assertThat(read(clara)).isEqualTo(disturbed);
        }
    }

    private List<String> read(Clara clara) {
        try (Running open = clara.start("chat")) {
            open.typeLine("Hello again.");
            assertThat(open.nextLine()).isPresent();
            until(clara, READ);
            open.endInput();
            open.await().ended(0);
        }
        return server.cypher("match (a)-[t:ROOK_TELLS]->(b) return t.message, a.key, t.predicate, b.key, t.valid_from"
                + " order by t.message, a.key, t.predicate, b.key");
    }

    private static void tell(Served door, String key) {
        say(door, key, "My sister is called Rosa.");
        say(door, key, "I met Lukas in Graz.");
        say(door, key, "Lukas has a brother, Tom.");
        for (int i = 0; i < OTHERS; i++) {
            say(door, key, "Ana%d works at the %s now.".formatted(i, i % 2 == 0 ? "bakery" : "sawmill"));
            if (i == OTHERS / 2) {
                say(door, key, "Rosa got the night shift at the hospital.");
                say(door, key, "Tom flies gliders.");
            }
        }
    }

    private static void say(Served door, String key, String words) {
        door.answer(key, Served.asks("Mia", words));
    }

    /** The prompt of this question; the question is not kept. */
    private String ask(Served door, String key, String question) {
        door.answer(key, Served.asks("Mia", question).replace("\"user\":", "\"store\":false,\"user\":"));
        return model.calls().getLast().request().prompt();
    }

    private static void until(Clara clara, String sign) {
        assertThat(IntStream.range(0, LOOKS)
                        .anyMatch(_ -> clara.run("doctor").out().contains(sign)))
                .as(sign)
                .isTrue();
    }

    private static boolean moment() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        return true;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
