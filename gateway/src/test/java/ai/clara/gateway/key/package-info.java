/** Tests of the HTTP door. */
@NullMarked
package ai.clara.gateway.key;

import org.jspecify.annotations.NullMarked;
