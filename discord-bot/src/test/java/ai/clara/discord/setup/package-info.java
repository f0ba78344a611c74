/** Tests of the set-up. */
@NullMarked
package ai.clara.discord.setup;

import org.jspecify.annotations.NullMarked;
