package ai.clara.spi.id;

import java.util.UUID;

/** One accepted message and what came of it. */
public record TurnId(UUID value) {}
