/**
 * From Discord's events to Clara's inbox: what is for her, who may talk, in which order, and what she missed. Uses spi, the room's
 * root, {@code channel}, {@code outbound} and {@code command}.
 */
@NullMarked
package ai.clara.discord.inbound;

import org.jspecify.annotations.NullMarked;
