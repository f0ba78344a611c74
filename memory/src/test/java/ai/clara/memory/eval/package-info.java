/** Tests of counting; the command itself is tested from outside. */
@NullMarked
package ai.clara.memory.eval;

import org.jspecify.annotations.NullMarked;
