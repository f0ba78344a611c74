package ai.clara.memory.graph;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where nodes and relations are kept. Whatever it gives a viewer was told by messages that this viewer may know, in the words they have
 * now; what a message told is gone with its words, at the latest when the projection has seen that. Safe for all threads. It fails with
 * {@link ai.clara.spi.store.StoreException}, and nothing is lost by that: whoever keeps says it again.
 */
public interface GraphStore {
    /** The number of the rules by which messages are read. Another one, and all is read again; since 3 they are listed for a model, too. */
    int RULES = 3;

    /**
     * How far a conversation was read.
     *
     * @param changes writes to the conversation when all up to {@code seq} was read
     */
    record Cursor(long seq, long changes) {
        public static final Cursor START = new Cursor(0, 0);
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

    /** How many messages tell something, and how much. */
    record Counts(long messages, long mentions, long relations) {
        public static final Counts NONE = new Counts(0, 0, 0);

        public Counts plus(Counts more) {
            return new Counts(messages + more.messages, mentions + more.mentions, relations + more.relations);
        }
    }

    /** Its name for people, such as an address; without a secret. */
    String where();

    /** Whether it is reached over a network, so that it may be away while everything else is there. */
    default boolean remote() {
        return false;
    }

    /** Cursors of all conversations that these rules have read. */
    Map<ConversationId, Cursor> cursors();

    /** Keeps what these messages tell in place of what they told before, and the cursor with it: both or nothing. Repeatable. */
    void keep(Portion portion);

    /**
     * Forgets what it holds of a conversation between two places, but for these messages: the transcript has no others there. Repeatable.
     *
     * @param upTo the last place; {@code Long.MAX_VALUE} for all that come
     */
    void retain(ConversationId conversation, long after, long upTo, Collection<MessageRef> messages);

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

    /** What it holds of these messages, as far as the viewer may know them. */
    Counts counts(Viewer viewer, Collection<MessageRef> messages);

    /** By how many nodes and relations what it holds differs from what it noted when it wrote them: 0 unless some were lost or added since. */
    long drift();

    /** How often the transcript did not show a viewer what this gave: should stay 0. */
    default long stopped() {
        return 0;
    }
}
