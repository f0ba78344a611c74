/** Tests of recall. */
@NullMarked
package ai.clara.memory.recall;

import org.jspecify.annotations.NullMarked;
