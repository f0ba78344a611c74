/** How models speak: one small package per dialect, with the rendering they share. May use only spi. */
@NullMarked
package ai.clara.llm;

import org.jspecify.annotations.NullMarked;
