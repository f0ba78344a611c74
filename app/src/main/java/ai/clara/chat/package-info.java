/**
 * Talking in the terminal: the channel, the command, and how an answer is shown. Uses spi and settings.
 */
@NullMarked
package ai.clara.chat;

import org.jspecify.annotations.NullMarked;
