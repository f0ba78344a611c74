/** Decides whether a statement answers a question: subject, predicate and kind of answer. Pure functions over text. */
@NullMarked
package ai.clara.memory.answer;

import org.jspecify.annotations.NullMarked;
