package ai.clara.memory.contract;

import ai.clara.memory.graph.GraphHome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The graph in tables. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RelationTest implements RelationContract {
    private final GraphHome home = new GraphHome();

    @AfterAll
    void close() {
        home.close();
    }

    @Override
    public GraphHome home() {
        return home;
    }
}
