/** What people can ask of Clara besides talking to her. Uses spi, {@code channel} and the room's root. */
@NullMarked
package ai.clara.discord.command;

import org.jspecify.annotations.NullMarked;
