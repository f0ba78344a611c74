package ai.clara.memory.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.neo4j.Neo4jServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;

/** Whatever others have told, a statement goes along an index to what it needs. */
@Tag("slow")
final class PlanTest {
    private static final Map<String, Object> VALUES = Map.ofEntries(
            Map.entry("audiences", List.of("a")),
            Map.entry("own", "o"),
            Map.entry("projects", List.of("")),
            Map.entry("keys", List.of("k")),
            Map.entry("predicates", List.of("p")),
            Map.entry("pairs", List.of(List.of("k", "p"))),
            Map.entry("most", 10),
            Map.entry("messages", List.of("m")),
            Map.entry("conversation", "c"),
            Map.entry("after", 0),
            Map.entry("upTo", 64),
            Map.entry("ties", List.of(Map.of("message", "m", "from", "a", "to", "b"))));

    @Test
    void noStatementLooksAtEverything() {
        try (var server = Neo4jServer.start();
                var driver =
                        GraphDatabase.driver(server.url(), AuthTokens.basic(Neo4jServer.USER, Neo4jServer.PASSWORD));
                Session session = driver.session()) {
            Schema.make(session);
            for (String statement : List.of(
                    Search.NEAR,
                    Search.SUCCESSION,
                    Search.MENTIONS,
                    Search.COUNTS,
                    Writing.GONE,
                    Writing.TIES,
                    Writing.OTHERS,
                    Writing.COUNTED)) {
                assertThat(operators(session, statement))
                        .as(statement)
                        .anyMatch(name -> name.contains("IndexSeek"))
                        .noneMatch(name -> name.contains("AllNodesScan") || name.contains("NodeByLabelScan"));
            }
            assertThat(operators(session, "match (e:RookEntity) where e.shown = 'Rosa' return e"))
                    .as("a statement that does")
                    .anyMatch(name -> name.contains("NodeByLabelScan"));
        }
    }

    private static List<String> operators(Session session, String statement) {
        return of(session.run("explain " + statement, VALUES).consume().plan()).toList();
    }

    private static Stream<String> of(Plan plan) {
        return Stream.concat(
                Stream.of(plan.operatorType()), plan.children().stream().flatMap(PlanTest::of));
    }
}
