package ai.clara.discord.outbound;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who shows which reply now. A message that comes twice has two readers; only the first shows anything. */
final class LiveReplies {
    private final ConcurrentMap<String, LiveReply> byMessage = new ConcurrentHashMap<>();

    /** Whether the reply to this message is the claimant's to show. */
    boolean claim(String messageId, LiveReply claimant) {
        LiveReply holder = byMessage.putIfAbsent(messageId, claimant);
        return holder == null || holder == claimant;
    }

    void release(String messageId, LiveReply claimant) {
        boolean held = byMessage.remove(messageId, claimant);
        assert held || byMessage.get(messageId) != claimant;
    }
}
