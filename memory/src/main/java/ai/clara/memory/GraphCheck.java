package ai.clara.memory;

import ai.clara.memory.graph.GraphProjection;
import ai.clara.memory.graph.GraphReading;
import ai.clara.memory.graph.GraphRecall;
import ai.clara.spi.operation.Check;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether the graph is there, keeps up and is what was written; and who reads for it. */
@Singleton
final class GraphCheck implements Check {
    private static final long LAG_MAX = 1000;
    private static final String AWAY =
            "Recall goes on without it, and nothing is lost: it reads on by itself as soon as it can.";
    private static final String DRIFTED = "Run ./clara memory reindex, which reads all again.";

    private final GraphProjection graph;
    private final GraphRecall recall;
    private final GraphReading reading;

    GraphCheck(GraphProjection graph, GraphRecall recall, GraphReading reading) {
        this.graph = graph;
        this.recall = recall;
        this.reading = reading;
    }

    @Override
    public List<Finding> look() {
        if (!graph.enabled()) {
            return List.of();
        }
        return reading.wanted() ? List.of(store(), model()) : List.of(store());
    }

    /** A model that fails takes nothing from anybody: what the rules read is there, so Clara is not called unwell for it. */
    private Finding model() {
        try {
            return new Finding("graph model", true, reading.status(), "");
        } catch (StoreException e) {
            return new Finding(
                    "graph model", false, StoreException.sentence(e), "See what is said about the database.");
        }
    }

    private Finding store() {
        try {
            long lag = graph.lag();
            long drift = graph.drift();
            boolean keepsUp = graph.lastError().isEmpty() && (!graph.running() || lag <= LAG_MAX);
            return finding(keepsUp && drift == 0, sentences(lag, drift), keepsUp ? DRIFTED : AWAY);
        } catch (StoreException e) {
            return finding(false, StoreException.sentence(e) + without(), AWAY);
        }
    }

    private static Finding finding(boolean well, String line, String fix) {
        return new Finding("graph", well, line, well ? "" : fix);
    }

    private String sentences(long lag, long drift) {
        return graph.where() + ". " + (lag == 0 ? "All messages are read." : lag + " messages are not yet read.")
                + (drift == 0
                        ? " It holds what was written there."
                        : " It lacks " + drift
                                + " nodes and relations that were written there, or holds so many others.")
                + (graph.lastError().isEmpty() ? " No error." : " Last error: " + graph.lastError())
                + without();
    }

    private String without() {
        return recall.without() == 0 ? "" : " Questions answered without it: " + recall.without() + ".";
    }
}
