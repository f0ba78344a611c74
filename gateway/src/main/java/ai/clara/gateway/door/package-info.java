/** The pages of the HTTP door: who knocks, what was asked, and how the answer is told. Uses spi, key, wire and the settings. */
@NullMarked
package ai.clara.gateway.door;

import org.jspecify.annotations.NullMarked;
