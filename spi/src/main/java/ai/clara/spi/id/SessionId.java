package ai.clara.spi.id;

import java.util.UUID;

/** One stretch of talk in a conversation, ended by silence. */
public record SessionId(UUID value) {}
