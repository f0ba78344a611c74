/** {@code ./clara setup}: leads a person through Discord and keeps what was found right. Uses spi and the package above. */
@NullMarked
package ai.clara.discord.setup;

import org.jspecify.annotations.NullMarked;
