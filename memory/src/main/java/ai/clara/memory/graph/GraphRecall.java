package ai.clara.memory.graph;

import ai.clara.memory.answer.Lexicon;
import ai.clara.memory.graph.Walk.Reached;
import ai.clara.memory.store.Patience;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final Duration WAIT_MAX = Duration.ofSeconds(3);

    private final GraphStore store;
    private final GraphProjection projection;
    private final Settings settings;
    private final Lexicon lexicon;
    private final Roles roles;
    private final Patience patience;
    private final AtomicLong without = new AtomicLong();

    GraphRecall(GraphStore store, GraphProjection projection, Settings settings, Lexicon lexicon, Clock clock) {
        this.store = store;
        this.projection = projection;
        this.patience = new Patience("the graph", WAIT_MAX, clock);
        this.settings = settings;
        this.lexicon = lexicon;
        this.roles = new Roles(lexicon);
    }

    /** Whether there is a graph at all. */
    public boolean enabled() {
        return settings.flag(GraphSettings.ENABLED);
    }

    /**
     * What the graph has for a question.
     *
     * @param messages those in the scope, and how directly they belong to the question: from 0 to 1
     * @param away whether it could not be asked or written to, so that there may be more
     */
    public record Lead(Map<MessageRef, Double> messages, boolean away) {
        /** Of a question that points at nobody. */
        public static final Lead NONE = new Lead(Map.of(), false);

        private static final Lead AWAY = new Lead(Map.of(), true);

        public Lead {
            messages = Map.copyOf(messages);
        }
    }

    /** @param speakers who speaks in what the viewer may read, by the words of their names in the question, in small letters */
    public Lead told(Scope scope, String question, Map<String, PersonId> speakers, Instant deadline) {
        List<Phrase> phrases = Pointing.of(question, lexicon, roles);
        if (phrases.isEmpty()) {
            return Lead.NONE;
        }
        Lead lead = store.remote()
                ? patience.ask(deadline, () -> follow(scope, phrases, speakers)).orElse(Lead.AWAY)
                : beside(scope, phrases, speakers);
        if (lead.away()) {
            without.incrementAndGet();
        }
        return lead;
    }

    private Lead beside(Scope scope, List<Phrase> phrases, Map<String, PersonId> speakers) {
        try {
            return follow(scope, phrases, speakers);
        } catch (StoreException e) {
            LOG.warn("Recall goes on without the graph: {}", StoreException.sentence(e));
            return Lead.AWAY;
        }
    }

    private Lead follow(Scope scope, List<Phrase> phrases, Map<String, PersonId> speakers) {
        var found = new HashMap<MessageRef, Double>();
        var walk = new Walk(store, roles, scope, speakers);
        for (Phrase phrase : phrases) {
            boolean speaks = phrase instanceof Phrase.Named(String shown)
                    && walk.speaker(shown).isPresent();
            Reached reached = speaks ? Reached.NOBODY : walk.to(phrase);
            if (reached.known()) {
                add(scope, reached, found);
            }
        }
        return new Lead(found, projection.failing());
    }

    /** How many questions went without the graph, or with what it held before it failed. */
    public long without() {
        return without.get();
    }

    private void add(Scope scope, Reached reached, Map<MessageRef, Double> found) {
        Set<Node> nodes = new LinkedHashSet<>(reached.nodes());
        reached.nodes().forEach(node -> node.shorter().ifPresent(nodes::add));
        List<MessageRef> speaking = store.mentions(scope, nodes, MENTIONS_MAX);
        speaking.forEach(message -> found.merge(message, SPEAKS_OF, Math::max));
        reached.trail().stream().limit(TRAIL_MAX).forEach(message -> found.put(message, 1.0));
    }
}
