package ai.clara.spi.id;

import java.util.UUID;

/** One derived fact; it always points to the messages it came from. */
public record FactId(UUID value) {}
