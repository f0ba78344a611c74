package ai.clara.spi.channel;

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
     * answer go to {@code reply}; if the process dies, the reply is delivered through {@link Channel#deliver}. For a duplicate
     * the known final answer, once there, goes to {@code reply}.
     */
    Acceptance accept(InboundMessage message, ReplySink reply);

    /** Stops what runs for this author in this conversation. Returns whether something did. */
    boolean stop(ai.clara.spi.id.ConversationKey conversation, ai.clara.spi.id.AccountKey author);
}
