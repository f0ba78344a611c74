package ai.clara.spi.transcript;

import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.id.MessageRef;
import java.util.List;
import java.util.Map;

/** Takes in talk of the past: it becomes part of the transcript as messages that come in do, but nobody answers it. */
public interface Archive {
    /**
     * Stores messages in this order, sessions by the times at which they were said. Repeatable: one whose platform id is known stays
     * as it is. Those with nothing to read are left out, as are those of somebody else's direct messages.
     *
     * @return what was stored, by the platform's ids, in order
     * @throws ai.clara.spi.store.StoreException when it cannot be stored; what came before stays
     */
    Map<String, MessageRef> keep(List<InboundMessage> messages);
}
