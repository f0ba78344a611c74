/** Typed ids, never bare strings or longs, and the seam that makes them. */
@NullMarked
package ai.clara.spi.id;

import org.jspecify.annotations.NullMarked;
