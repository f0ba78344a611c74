/** Discord behind the port: its places as conversations, and replies delivered late. Uses spi, the room's root and {@code outbound}. */
@NullMarked
package ai.clara.discord.channel;

import org.jspecify.annotations.NullMarked;
