package ai.clara.memory.store;

import ai.clara.spi.id.ConversationId;

/** Where a message stands in the transcript. */
public record Spot(ConversationId conversation, long seq) {}
