/** How models speak: one small package per dialect. May use only spi. */
@NullMarked
package ai.clara.llm;

import org.jspecify.annotations.NullMarked;
