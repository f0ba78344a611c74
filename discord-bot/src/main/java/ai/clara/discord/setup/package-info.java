/** What {@code ./clara setup} asks about Discord; what it saves was found right there. Uses spi and the package above. */
@NullMarked
package ai.clara.discord.setup;

import org.jspecify.annotations.NullMarked;
