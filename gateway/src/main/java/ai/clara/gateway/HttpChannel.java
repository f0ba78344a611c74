package ai.clara.gateway;

import ai.clara.spi.channel.Channel;
import ai.clara.spi.id.ConversationKey;
import jakarta.inject.Singleton;

/**
 * The HTTP door as a channel. Nobody can be called back through it: an answer that a crash kept from its reader stands in the
 * conversation, and is there for whoever repeats the request with its {@code Idempotency-Key}.
 */
@Singleton
public final class HttpChannel implements Channel {
    /** The platform of conversations and accounts that exist only here. */
    public static final String NAME = "http";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean deliver(ConversationKey conversation, String platformId, String text) {
        return true;
    }
}
