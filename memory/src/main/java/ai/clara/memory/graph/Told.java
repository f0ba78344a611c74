package ai.clara.memory.graph;

import ai.clara.spi.id.MessageRef;
import java.time.Instant;

/** A tie as one message told it. */
public record Told(Tie tie, MessageRef message, Instant at) {}
