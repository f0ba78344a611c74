package ai.clara.spi.id;

import java.util.UUID;

/** The stored row of a {@link ConversationKey}. */
public record ConversationId(UUID value) {}
