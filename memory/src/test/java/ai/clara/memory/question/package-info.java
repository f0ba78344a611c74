/** Tests of question. */
@NullMarked
package ai.clara.memory.question;

import org.jspecify.annotations.NullMarked;
