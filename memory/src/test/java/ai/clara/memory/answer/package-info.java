/** Tests of agreement between questions and statements. */
@NullMarked
package ai.clara.memory.answer;

import org.jspecify.annotations.NullMarked;
