/** The keys that open the HTTP door: made, listed, revoked, recognised. Uses spi only. */
@NullMarked
package ai.clara.gateway.key;

import org.jspecify.annotations.NullMarked;
