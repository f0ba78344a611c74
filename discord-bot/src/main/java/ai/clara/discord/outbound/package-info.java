/**
 * Clara's replies on their way to Discord: split, shown live, and delivered late. Uses spi, the library and the
 * package above.
 */
@NullMarked
package ai.clara.discord.outbound;

import org.jspecify.annotations.NullMarked;
