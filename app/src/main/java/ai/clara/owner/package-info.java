/**
 * One home, one owner: the lock, the owner-only socket, and both ends of what is said over it. Uses spi and run.
 */
@NullMarked
package ai.clara.owner;

import org.jspecify.annotations.NullMarked;
