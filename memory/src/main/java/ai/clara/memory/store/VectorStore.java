package ai.clara.memory.store;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is searched of the transcript. All of it is derived: a store that is lost, or that says so at {@link #open}, is filled again.
 * It holds no words of people in the clear, only what is needed to find messages.
 *
 * <p>One thread at a time writes; any may read. A store that cannot be reached fails with
 * {@link ai.clara.spi.store.StoreException}, and nothing is lost by that: whoever writes says it again.
 */
public interface VectorStore {
    /** Its name for people, such as a folder or an address; without a secret. */
    String where();

    /** What to do when it fails, as one sentence. */
    String remedy();

    /** What to do when it holds what belongs to another Clara, as the end of a sentence. */
    default String whenForeign() {
        return "start with an empty one.";
    }

    /** Whether it is reached over a network, so that it may be away while everything else is there. */
    default boolean remote() {
        return false;
    }

    /** Begins, and gives what is durable. One of another version begins empty, but still knows who answered. Repeatable. */
    Kept open();

    /** Whether it was begun and can be asked. */
    boolean isOpen();

    /**
     * Writes messages in place of what it held of them, takes others out, and shows that to searches that begin afterwards. Repeatable.
     *
     * @param reached cursors that are durable together with this, and never before it
     */
    void write(List<Passage> passages, List<MessageRef> gone, Map<ConversationId, Cursor> reached);

    /** Makes durable all that was written, with this. */
    void commit(Kept kept);

    /** All there is has been written: the moment for what pays only then. */
    default void settled() {}

    /** Drops the bytes of what was taken out. */
    void purge(Kept kept);

    /** Ends within seconds. Repeatable. */
    void close();

    /**
     * Messages within reach that may belong to what is wanted: the best by meaning and the best by words, at least so many of
     * each.
     *
     * @param viewer whom a store with a wall of its own behind the reach shows no more than they may know
     */
    Pool find(Viewer viewer, Reach reach, Wanted wanted, Depth depth, First first);

    /** Who speaks within reach, and under which names. */
    Map<PersonId, Set<String>> speakers(Viewer viewer, Reach reach);

    /** How many messages it gave back to a question that were not within reach; they were left out. Should stay 0. */
    default long stopped() {
        return 0;
    }

    /** Changes whenever what a search finds may have changed. */
    long version();

    /** Some of the messages that need a vector of this embedder and have none. */
    List<Spot> lacking(String embedder, int most);

    /** How many messages need a vector of this embedder and have none. */
    long lacking(String embedder);

    /** Some of the messages that hold something of any other embedder than this. */
    List<Spot> beside(String embedder, int most);

    /** What it holds of these messages, as far as the viewer may know them, with vectors of this embedder. */
    Contents contents(Viewer viewer, Collection<MessageRef> messages, String embedder);

    /** An open and empty store beside this, for this to be rebuilt in. What an earlier one left is thrown away. */
    VectorStore successor();

    /**
     * Goes on as that successor, with all it holds: a search sees what was here before, or what is there, and nothing between.
     *
     * @param kept durable with it
     */
    void succeededBy(VectorStore successor, Kept kept);

    /** Throws a successor away that is not to be one. */
    void discard(VectorStore successor);

    /** How thorough a search is: so many by each measure, and so many of them to be looked at; coverage only when it matters. */
    record Depth(int each, int first, boolean covers) {}

    /** Says which messages come first. */
    interface First {
        List<MessageRef> of(List<Found> found, int most);
    }

    /**
     * What was found.
     *
     * @param first those that come first, by the store alone
     * @param vectors of them
     */
    record Pool(List<Found> found, List<MessageRef> first, Map<MessageRef, float[]> vectors) {
        public static final Pool EMPTY = new Pool(List.of(), List.of(), Map.of());
    }
}
