/**
 * Asks memory's own model what messages tell of who is what to whom, and keeps what it said beside the transcript. Judges nothing of it: that
 * is done by whoever uses it. Uses spi and the shelf of {@code follow} only.
 */
@NullMarked
package ai.clara.memory.reading;

import org.jspecify.annotations.NullMarked;
