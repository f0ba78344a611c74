/** Whom Clara knows, for rooms that let people in by another door. */
@NullMarked
package ai.clara.spi.people;

import org.jspecify.annotations.NullMarked;
