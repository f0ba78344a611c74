package ai.clara.spi.channel;

import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import java.util.Collection;
import java.util.List;

/** The door every channel hands its messages to. */
public interface Inbox {
    /** What became of a message. */
    enum Acceptance {
        /** Committed; its answer will come, even after a crash. */
        ACCEPTED,
        /** This platform id is known; the first one's answer stands. */
        DUPLICATE,
        /** It was a stop phrase and a task was stopped. */
        STOPPED,
        /** The lane is full; a line saying so was sent. */
        REFUSED
    }

    /**
     * Stores the message, then answers it on the conversation's lane. When this returns the message is committed. Events of its
     * answer go to {@code reply}; if the process dies, or the closing event is not taken, the reply is delivered through
     * {@link Channel#deliver}. For a duplicate the known final answer, once there, goes to {@code reply}.
     */
    Acceptance accept(InboundMessage message, ReplySink reply);

    /**
     * An author changed a message; {@code message} is its new version. Before its answer is committed the new words are answered,
     * afterwards they take the place of the old ones in memory. A message that was never taken in stays unknown.
     */
    void edited(InboundMessage message);

    /**
     * Messages were deleted where they were said: pending answers are cancelled, and their words go out of memory together with
     * what Clara made of them. An id that is not known yet is remembered, so that the message is not taken in when it comes late.
     */
    void deleted(String platform, Collection<String> platformIds);

    /** A conversation and the platform id of the newest message of it that was taken in. */
    record Known(ConversationKey conversation, String newestPlatformId) {}

    /** All conversations of a platform, for a channel that looks for what it missed. */
    List<Known> known(String platform);

    /** Stops what runs for this author in this conversation. Returns whether something did. */
    boolean stop(ConversationKey conversation, AccountKey author);
}
