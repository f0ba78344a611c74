/**
 * Decides whether a statement answers a question: subject, predicate and kind of answer. Words are compared by the lexicon of this
 * room and by WordNet 3.1, which is Princeton University's and free to use with its notice (wordnet.princeton.edu/license).
 */
@NullMarked
package ai.clara.memory.answer;

import org.jspecify.annotations.NullMarked;
