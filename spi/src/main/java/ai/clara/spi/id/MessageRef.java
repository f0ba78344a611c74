package ai.clara.spi.id;

import java.util.UUID;

/** One message of the transcript, a person's or Clara's. */
public record MessageRef(UUID value) {}
