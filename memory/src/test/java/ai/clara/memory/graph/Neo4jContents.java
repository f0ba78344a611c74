package ai.clara.memory.graph;

import ai.clara.testkit.neo4j.Neo4jServer;
import java.util.List;
import java.util.stream.Stream;

/** All that a Neo4j holds of messages, past all walls: one line for each mention and relation, with all labels, in order. */
final class Neo4jContents {
    private static final String LABELS =
            ".project, %1$s.author, %1$s.owner, %1$s.audience, %1$s.provenance, %1$s.sensitivity";
    private static final String MENTIONS =
            "match (e:RookMention) return e.message, e.key, e.kind, e.shown, e.said_at.epochSeconds, e"
                    + LABELS.formatted("e");
    private static final String RELATIONS =
            "match (a)-[t:ROOK_TELLS]->(b) return t.message, a.key, t.predicate, b.key, t.valid_from.epochSeconds,"
                    + " t.valid_to.epochSeconds, t" + LABELS.formatted("t");

    private Neo4jContents() {}

    static List<String> of(Neo4jServer server) {
        return Stream.concat(server.cypher(MENTIONS).stream(), server.cypher(RELATIONS).stream())
                .sorted()
                .toList();
    }
}
