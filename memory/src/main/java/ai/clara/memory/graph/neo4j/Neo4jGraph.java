package ai.clara.memory.graph.neo4j;

import ai.clara.memory.graph.GraphStore;
import ai.clara.memory.graph.Node;
import ai.clara.memory.graph.Relation;
import ai.clara.memory.graph.Scope;
import ai.clara.memory.graph.neo4j.Originals.Labels;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The graph in Neo4j. A node there is what one message tells of one entity, a relationship what it tells of two, each with the labels of
 * that message: so none belongs to two audiences, and a message takes all of its own along. Entities of different messages meet by their
 * key. What is found counts only after the transcript has confirmed it.
 */
@Singleton
@Requires(condition = Configured.class)
final class Neo4jGraph implements GraphStore {
    private final Bolt bolt;
    private final Originals originals;

    Neo4jGraph(Bolt bolt, Originals originals) {
        this.bolt = bolt;
        this.originals = originals;
    }

    @Override
    public String where() {
        return "Neo4j at " + bolt.where();
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public Map<ConversationId, Cursor> cursors() {
        return bolt.read(tx -> Search.cursors(tx, RULES));
    }

    /** Words that change after the labels were read are seen at the next look, and confirmed until then by nobody. */
    @Override
    public void keep(Portion portion) {
        Map<MessageRef, Labels> labels = originals.labels(portion.gists());
        var unused = bolt.write(tx -> {
            Writing.keep(tx, portion, labels, RULES);
            return true;
        });
    }

    @Override
    public void retain(ConversationId conversation, long after, long upTo, Collection<MessageRef> messages) {
        boolean more = true;
        while (more) {
            more = bolt.write(tx -> Writing.retain(tx, conversation, after, upTo, messages));
        }
    }

    @Override
    public List<Relation> near(Scope scope, Set<Node> nodes, Set<String> predicates, int most) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        return Relation.of(
                originals.confirmed(scope.viewer(), bolt.read(tx -> Search.near(tx, scope, nodes, predicates, most))));
    }

    @Override
    public List<Relation> latest(Scope scope, int most) {
        return Relation.of(originals.confirmed(scope.viewer(), bolt.read(tx -> Search.latest(tx, scope, most))));
    }

    @Override
    public List<MessageRef> mentions(Scope scope, Set<Node> nodes, int most) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        return originals.confirmed(scope.viewer(), bolt.read(tx -> Search.mentions(tx, scope, nodes, most)));
    }

    @Override
    public Counts counts(Viewer viewer, Collection<MessageRef> messages) {
        return bolt.read(tx -> Search.counts(tx, viewer, messages));
    }

    @Override
    public long drift() {
        return bolt.read(Search::drift);
    }

    @Override
    public long stopped() {
        return originals.stopped();
    }
}
