package ai.clara.memory.graph.neo4j;

import java.util.List;
import org.neo4j.driver.Session;

/**
 * Constraints and indexes. A node {@code RookEntity} is what one message tells of one entity, and a relationship {@code ROOK_TELLS} what it
 * tells of two, so both are unique within their message. The audience comes first in the index by which they are found. That properties
 * are there at all only the Enterprise edition can demand.
 */
final class Schema {
    private static final List<String> STATEMENTS = List.of(
            "create constraint rook_entity if not exists for (e:RookEntity) require (e.message, e.key) is unique",
            "create constraint rook_tells if not exists for ()-[t:ROOK_TELLS]-()"
                    + " require (t.message, t.from, t.predicate, t.to) is unique",
            "create constraint rook_cursor if not exists for (c:RookCursor) require c.conversation is unique",
            "create index rook_entity_audience if not exists for (e:RookEntity) on (e.audience, e.key)",
            "create index rook_entity_author if not exists for (e:RookEntity) on (e.author, e.key)",
            "create index rook_entity_message if not exists for (e:RookEntity) on (e.message)",
            "create index rook_entity_place if not exists for (e:RookEntity) on (e.conversation, e.seq)",
            "call db.awaitIndexes(30)");

    private Schema() {}

    /** Repeatable. */
    static void make(Session session) {
        STATEMENTS.forEach(statement -> session.run(statement).consume());
    }
}
