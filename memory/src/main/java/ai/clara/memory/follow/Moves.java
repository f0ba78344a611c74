package ai.clara.memory.follow;

import ai.clara.spi.id.ConversationId;
import java.util.ArrayDeque;
import java.util.Deque;

/** The latest moves of cursors: they tell a search what it could see, though the index went on while it searched. */
final class Moves {
    private static final int LATEST_MAX = 256;

    private final Deque<Move> latest = new ArrayDeque<>();
    private long count;

    /** @param from where the conversation's cursor stood before */
    private record Move(long number, ConversationId conversation, long from) {}

    synchronized void note(ConversationId conversation, long from) {
        latest.addLast(new Move(++count, conversation, from));
        if (latest.size() > LATEST_MAX) {
            latest.removeFirst();
        }
    }

    synchronized long count() {
        return count;
    }

    /** Whether a cursor that stands at a place or behind it did so when there were so many moves; no when that is too long ago. */
    synchronized boolean stoodThere(long then, ConversationId conversation, long seq) {
        return count - then <= latest.size()
                && latest.stream()
                        .filter(move ->
                                move.number() > then && move.conversation().equals(conversation))
                        .allMatch(move -> move.from() >= seq);
    }
}
