/** Tests of replies. */
@NullMarked
package ai.clara.discord.outbound;

import org.jspecify.annotations.NullMarked;
