/** How channels hand messages in and get replies out. A platform's own types stay in its channel. */
@NullMarked
package ai.clara.spi.channel;

import org.jspecify.annotations.NullMarked;
