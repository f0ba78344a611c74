package ai.clara.memory.graph;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A store that ends after so many steps, before the last one is kept or after it. */
final class DyingStore implements GraphStore {
    private final GraphStore store;
    private final boolean keeps;
    private int left;

    DyingStore(GraphStore store, int steps, boolean keeps) {
        this.store = store;
        this.left = steps;
        this.keeps = keeps;
    }

    @Override
    public void keep(Portion portion) {
        boolean last = left-- == 0;
        if (!last || keeps) {
            store.keep(portion);
        }
        if (last) {
            throw new StoreException("killed");
        }
    }

    @Override
    public String where() {
        return store.where();
    }

    @Override
    public Map<ConversationId, Cursor> cursors() {
        return store.cursors();
    }

    @Override
    public void retain(ConversationId conversation, long after, long upTo, Collection<MessageRef> messages) {
        store.retain(conversation, after, upTo, messages);
    }

    @Override
    public List<Relation> latest(Scope scope, int most) {
        return store.latest(scope, most);
    }

    @Override
    public List<Relation> near(Scope scope, Set<Node> nodes, Set<String> predicates, int most) {
        return store.near(scope, nodes, predicates, most);
    }

    @Override
    public List<MessageRef> mentions(Scope scope, Set<Node> nodes, int most) {
        return store.mentions(scope, nodes, most);
    }

    @Override
    public Counts counts(Viewer viewer, Collection<MessageRef> messages) {
        return store.counts(viewer, messages);
    }

    @Override
    public long drift() {
        return store.drift();
    }
}
