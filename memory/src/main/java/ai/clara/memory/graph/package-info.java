/**
 * People, places and things and how they belong together, read from messages by rules and kept as a candidate list of its own. Uses spi,
 * {@code answer}, {@code question}, {@code reading} and the shelf of {@code follow} only.
 */
@NullMarked
package ai.clara.memory.graph;

import org.jspecify.annotations.NullMarked;
