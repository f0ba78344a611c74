package ai.clara.memory.graph;

import ai.clara.memory.answer.Lexicon;
import ai.clara.memory.graph.Walk.Reached;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which messages the graph has for a question: those that tell who is meant, and those that speak of them. */
@Singleton
public final class GraphRecall {
    private static final Logger LOG = LoggerFactory.getLogger(GraphRecall.class);
    private static final int TRAIL_MAX = 40;
    private static final int MENTIONS_MAX = 100;
    /** A message that speaks of whoever is meant may tell anything of them. */
    private static final double SPEAKS_OF = 0.7;

    private final GraphStore store;
    private final Settings settings;
    private final Lexicon lexicon;
    private final Roles roles;

    GraphRecall(GraphStore store, Settings settings, Lexicon lexicon) {
        this.store = store;
        this.settings = settings;
        this.lexicon = lexicon;
        this.roles = new Roles(lexicon);
    }

    /** Whether there is a graph at all. */
    public boolean enabled() {
        return settings.flag(GraphSettings.ENABLED);
    }

    /**
     * Messages in the scope, and how directly they belong to the question: from 0 to 1. While the graph fails, none.
     *
     * @param speakers who speaks in what the viewer may read, by the words of their names in the question, in small letters
     */
    public Map<MessageRef, Double> told(Scope scope, String question, Map<String, PersonId> speakers) {
        var found = new HashMap<MessageRef, Double>();
        try {
            var walk = new Walk(store, roles, scope, speakers);
            for (Phrase phrase : Pointing.of(question, lexicon, roles)) {
                boolean speaks = phrase instanceof Phrase.Named(String shown)
                        && walk.speaker(shown).isPresent();
                Reached reached = speaks ? Reached.NOBODY : walk.to(phrase);
                if (reached.known()) {
                    add(scope, reached, found);
                }
            }
        } catch (StoreException e) {
            LOG.warn("Recall without the graph: {}", StoreException.sentence(e));
        }
        return found;
    }

    private void add(Scope scope, Reached reached, Map<MessageRef, Double> found) {
        Set<Node> nodes = new LinkedHashSet<>(reached.nodes());
        reached.nodes().forEach(node -> node.shorter().ifPresent(nodes::add));
        List<MessageRef> speaking = store.mentions(scope, nodes, MENTIONS_MAX);
        speaking.forEach(message -> found.merge(message, SPEAKS_OF, Math::max));
        reached.trail().stream().limit(TRAIL_MAX).forEach(message -> found.put(message, 1.0));
    }
}
