package ai.clara.memory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.operation.Check.Finding;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.testkit.neo4j.Line;
import ai.clara.testkit.neo4j.Neo4jServer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Neo4j goes away and comes back: talk goes on without it and says so, nothing is lost, and in the end all is there once. */
@Tag("slow")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Neo4jAwayTest {
    private static final ZonedDateTime DAY =
            LocalDate.of(2025, 5, 1).atTime(9, 0).atZone(ZoneOffset.UTC);
    private static final String SISTER = "Where does my sister work?";
    private static final String JOB = "Rosa got the night shift at the hospital.";
    private static final int KILLS = 4;
    private static final int SAID_EACH = 40;

    private final PersonId mia = new PersonId(UUID.randomUUID());
    private Neo4jServer server;
    private Line line;
    private GraphHome home;

    @BeforeAll
    void start() {
        server = Neo4jServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void tell() {
        server.cypher("match (e) detach delete e");
        line = new Line(server.port());
        home = GraphHome.at("bolt://127.0.0.1:" + line.port());
        says("My sister is called Rosa.");
        says(JOB);
        home.followed();
        home.bean(GraphProjection.class).start();
    }

    @AfterEach
    void close() {
        home.bean(GraphProjection.class).stop();
        home.close();
        line.close();
    }

    private MessageRef says(String text) {
        return home.ledger().tell(new Audience.OnePerson(mia), mia, "Mia", DAY, text);
    }

    private Recollection ask() {
        return home.bean(Memory.class)
                .recall(
                        Viewer.direct(mia),
                        SISTER,
                        DAY.plusDays(90),
                        10,
                        Clock.systemUTC().instant().plusSeconds(20));
    }

    private Finding finding() {
        return home.findings().stream()
                .filter(one -> one.name().equals("graph"))
                .findFirst()
                .orElseThrow();
    }

    private void back() {
        GraphHome.await(() -> finding().ok() && finding().line().contains("All messages are read."));
        GraphHome.await(() -> {
            Recollection found = ask();
            return !found.graphless()
                    && found.evidence().stream().map(Evidence::text).anyMatch(JOB::equals);
        });
    }

    /** Equal to what a run holds that nothing disturbed. */
    private void allIsThereOnce() {
        home.bean(GraphProjection.class).stop();
        List<String> disturbed = Neo4jContents.of(server);
        server.cypher("match (e) detach delete e");
        home.bean(GraphFollower.class).forgetCursors();
        home.read();
        assertThat(disturbed).isEqualTo(Neo4jContents.of(server));
    }

    @Test
    void killedInTheMidstOfTalkItLosesNothing() {
        assertThat(ask().graphless()).isFalse();
        var erased = new ArrayList<MessageRef>();
        boolean graphless = false;
        for (int kill = 0; kill < KILLS; kill++) {
            for (int i = 0; i < SAID_EACH; i++) {
                MessageRef said = says("My friend is called Amalia%dx%d.".formatted(kill, i));
                if (i % 8 == 3) {
                    home.ledger().erase(Viewer.direct(mia), said);
                    erased.add(said);
                }
                if (i == kill * SAID_EACH / KILLS) {
                    server.kill();
                    graphless |= ask().graphless();
                    assertThat(finding().ok()).isFalse();
                    assertThat(finding().line()).contains("cannot be reached");
                }
            }
            server.again();
        }
        assertThat(graphless).isTrue();
        back();
        for (MessageRef gone : erased) {
            assertThat(server.number("match (e:RookEntity {message: '" + gone.value() + "'}) return count(e)"))
                    .isZero();
        }
        assertThat(server.number("match (e:RookMention) where e.key starts with 'name:amalia' return count(e)"))
                .isEqualTo((long) KILLS * SAID_EACH - erased.size());
        allIsThereOnce();
    }

    @Test
    void cutOffItIsGoneOnWithout() {
        line.cut();
        assertThat(ask().graphless()).isTrue();
        says("My friend Cosima works at the mill.");
        GraphHome.await(() -> !home.bean(GraphProjection.class).lastError().isEmpty());
        assertThat(home.bean(GraphProjection.class).lastError()).contains("cannot be reached");
        line.open();
        back();
        allIsThereOnce();
    }

    /** Nobody is told that the line is dead, so whoever waits has to give up by themselves. */
    @Test
    void aDeadLineHoldsNobodyUp() {
        line.silence();
        assertThat(ask().graphless()).as("while it is still dead").isTrue();
        says("My friend Dorothea works at the mill.");
        assertThat(finding().ok()).isFalse();
        assertThat(finding().line()).containsAnyOf("did not answer", "cannot be reached");
        line.open();
        back();
        allIsThereOnce();
    }

    @Test
    void fullItAnswersWithWhatItHolds() {
        home.followed();
        assertThat(ask().graphless()).isFalse();
        server.full(true);
        says("My cousin is called Eulalia.");
        GraphHome.await(() -> !home.bean(GraphProjection.class).lastError().isEmpty());
        assertThat(home.bean(GraphProjection.class).lastError()).contains("is read-only");
        Recollection found = ask();
        assertThat(found.graphless()).as("it lacks something").isTrue();
        assertThat(found.evidence()).extracting(Evidence::text).contains(JOB);
        assertThat(finding().ok()).isFalse();
        server.full(false);
        back();
        assertThat(server.number("match (e:RookEntity {key: 'name:eulalia'}) return count(e)"))
                .isPositive();
        allIsThereOnce();
    }

    /** What is forgotten while it is away leads nowhere when it comes back, even before it was told. */
    @Test
    void whatIsForgottenMeanwhileLeadsNowhere() {
        MessageRef naming = says("My cousin is called Eulalia.");
        back();
        assertThat(server.number("match (e:RookEntity {key: 'name:eulalia'}) return count(e)"))
                .isPositive();
        home.bean(GraphProjection.class).stop();
        line.cut();
        home.ledger().erase(Viewer.direct(mia), naming);
        line.open();
        var scope = new Scope(Viewer.direct(mia), Optional.empty());
        GraphHome.await(() -> !ask().graphless());
        assertThat(home.bean(GraphStore.class).near(scope, Set.of(Node.person(mia)), Set.of(), 100))
                .extracting(Relation::predicate)
                .containsExactly("sister");
        assertThat(server.number("match (e:RookEntity {key: 'name:eulalia'}) return count(e)"))
                .as("it still lies there")
                .isPositive();
        home.bean(GraphProjection.class).start();
        back();
        assertThat(server.number("match (e:RookEntity {key: 'name:eulalia'}) return count(e)"))
                .isZero();
    }
}
