/** Answers although a service fails: tries again, then goes on to the next model in a chain. May use only spi. */
@NullMarked
package ai.clara.llm.resilience;

import org.jspecify.annotations.NullMarked;
