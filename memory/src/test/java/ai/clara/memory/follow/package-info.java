/** Tests of follow. */
@NullMarked
package ai.clara.memory.follow;

import org.jspecify.annotations.NullMarked;
