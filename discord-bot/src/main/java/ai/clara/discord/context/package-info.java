/** What of a place goes into a prompt: read at that moment from the very place of the turn, and not stored. Uses spi, the room's root, {@code channel} and
 * {@code inbound}. */
@NullMarked
package ai.clara.discord.context;

import org.jspecify.annotations.NullMarked;
