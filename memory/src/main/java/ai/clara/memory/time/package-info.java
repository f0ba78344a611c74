/** When things were, are and will be: what messages and questions say of time, resolved against the day they were said. */
@NullMarked
package ai.clara.memory.time;

import org.jspecify.annotations.NullMarked;
