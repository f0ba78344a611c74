package ai.clara.memory.contract;

import ai.clara.memory.graph.GraphHome;
import ai.clara.testkit.neo4j.Neo4jServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The graph in a real Neo4j. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Neo4jRelationTest implements RelationContract {
    private Neo4jServer server;
    private GraphHome home;

    @BeforeAll
    void start() {
        server = Neo4jServer.start();
        home = GraphHome.in(server);
    }

    @AfterAll
    void close() {
        home.close();
        server.close();
    }

    @Override
    public GraphHome home() {
        return home;
    }
}
