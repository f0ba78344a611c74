package ai.clara.memory.recall;

import ai.clara.spi.id.MessageRef;
import java.util.Optional;

/**
 * A message the index found, without its words.
 *
 * @param fused the fused score of its ranks
 * @param vector what the index keeps of its meaning
 */
record Candidate(MessageRef message, double fused, Optional<float[]> vector) {}
