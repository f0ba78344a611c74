/** What a question asks of memory: about whom, about when, and in which words the answer may have been said. */
@NullMarked
package ai.clara.memory.question;

import org.jspecify.annotations.NullMarked;
