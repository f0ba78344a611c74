package ai.clara.memory.follow;

import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Kept;
import ai.clara.spi.id.ConversationId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How far the store holds the transcript, and whose vectors answer: what the next commit makes durable. */
@Singleton
final class Standing {
    private final Map<ConversationId, Cursor> cursors = new ConcurrentHashMap<>();
    private final Moves moves = new Moves();
    private volatile Optional<String> embedder = Optional.empty();

    /** From what the store knows of itself. */
    void begin(Kept kept) {
        cursors.keySet().retainAll(kept.cursors().keySet());
        cursors.putAll(kept.cursors());
        embedder = kept.embedder();
    }

    Kept kept() {
        return new Kept(cursors, embedder);
    }

    Cursor cursor(ConversationId conversation) {
        return cursors.getOrDefault(conversation, Cursor.START);
    }

    /** The last projected place of a conversation. */
    long reached(ConversationId conversation) {
        return cursor(conversation).seq();
    }

    /** Moves a cursor, after what was written is shown to searches. The move is durable with the next commit. */
    void advance(ConversationId conversation, Cursor cursor) {
        // Noted first, so that whoever sees the new place sees that something moved.
        moves.note(conversation, reached(conversation));
        cursors.put(conversation, cursor);
    }

    /** How often a cursor moved. */
    long moves() {
        return moves.count();
    }

    /** Whether a search that began when cursors had moved so often could see this place. */
    boolean seen(long then, ConversationId conversation, long seq) {
        return reached(conversation) >= seq && moves.stoodThere(then, conversation, seq);
    }

    /** Whose vectors answer, as far as it is known. */
    Optional<String> embedder() {
        return embedder;
    }

    /** Says whose vectors answer; durable with the next commit. */
    void answeredBy(String id) {
        embedder = Optional.of(id);
    }
}
