/** Tests of the set-up. */
@NullMarked
package ai.clara.setup;

import org.jspecify.annotations.NullMarked;
