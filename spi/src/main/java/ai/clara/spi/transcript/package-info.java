/** The source of truth: every message in order, from which memory is derived. */
@NullMarked
package ai.clara.spi.transcript;

import org.jspecify.annotations.NullMarked;
