package ai.clara.spi.channel;

import ai.clara.spi.id.ConversationKey;
import java.util.Optional;

/** A platform through which people talk to Clara. */
public interface Channel {
    /** The platform name used in keys. */
    String name();

    /**
     * Delivers a reply that was committed but not shown, after a crash or because its {@link ReplySink} did not take it. Parts
     * that {@link Outbox} knows as shown are not shown again. May take seconds.
     *
     * @param platformId the platform's id of the message it answers
     * @return whether it was delivered now; false leaves it for later
     */
    boolean deliver(ConversationKey conversation, String platformId, String text);

    /** What is added to the first answer each person gets through this channel, once: how to learn what Clara keeps. */
    default Optional<String> introduction() {
        return Optional.empty();
    }
}
