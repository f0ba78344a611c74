package ai.clara.memory.graph;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where nodes and relations are kept. Whatever it gives a viewer was told by messages that this viewer may know, and what a message told
 * is gone with its words, at the latest when the projection has seen that. Safe for all threads. It fails with
 * {@link ai.clara.spi.store.StoreException}.
 */
interface GraphStore {
    /**
     * How far a conversation was read.
     *
     * @param changes writes to the conversation when all up to {@code seq} was read
     */
    record Cursor(long seq, long changes) {
        static final Cursor START = new Cursor(0, 0);
    }

    /**
     * Messages of one conversation and one audience, in order.
     *
     * @param reaches where the cursor is once they are kept
     */
    record Portion(ConversationId conversation, List<Gist> gists, Cursor reaches) {
        public Portion {
            gists = List.copyOf(gists);
        }
    }

    /** Cursors of all conversations that these rules have read. */
    Map<ConversationId, Cursor> cursors();

    /** Keeps what these messages tell in place of what they told before, and the cursor with it: both or nothing. Repeatable. */
    void keep(Portion portion);

    /**
     * Relations one step from these nodes, in either direction, as messages in the scope tell them: at most those of so many tellings,
     * the newest.
     *
     * @param predicates only these; empty for all
     */
    List<Relation> near(Scope scope, Set<Node> nodes, Set<String> predicates, int most);

    /** Relations as messages in the scope tell them: those of so many tellings, the newest. */
    List<Relation> latest(Scope scope, int most);

    /** Messages in the scope that speak of these nodes, newest first, at most so many. */
    List<MessageRef> mentions(Scope scope, Set<Node> nodes, int most);
}
