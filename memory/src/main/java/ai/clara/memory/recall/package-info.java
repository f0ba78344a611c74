/** Finds evidence for a text under the audience filter and gives it to the prompt. Uses {@code follow}, {@code question},
 * {@code time} and {@code answer}. */
@NullMarked
package ai.clara.memory.recall;

import org.jspecify.annotations.NullMarked;
