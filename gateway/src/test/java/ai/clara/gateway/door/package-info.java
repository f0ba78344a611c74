/** Tests of the HTTP door. */
@NullMarked
package ai.clara.gateway.door;

import org.jspecify.annotations.NullMarked;
