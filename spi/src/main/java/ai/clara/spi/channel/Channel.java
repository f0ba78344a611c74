package ai.clara.spi.channel;

import ai.clara.spi.id.ConversationKey;

/** A platform through which people talk to Clara. */
public interface Channel {
    /** The platform name used in keys. */
    String name();

    /**
     * Delivers a reply that was committed but not delivered before a crash.
     *
     * @return whether it was delivered now; false leaves it for later
     */
    boolean deliver(ConversationKey conversation, String platformId, String text);
}
