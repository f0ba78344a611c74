/** Tests of time. */
@NullMarked
package ai.clara.memory.time;

import org.jspecify.annotations.NullMarked;
