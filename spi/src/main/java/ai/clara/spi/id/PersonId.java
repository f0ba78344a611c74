package ai.clara.spi.id;

import java.util.UUID;

/** A person known to Clara, whatever account they speak through. */
public record PersonId(UUID value) {}
