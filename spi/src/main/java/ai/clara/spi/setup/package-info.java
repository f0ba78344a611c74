/** The questions that are asked before the first start. */
@NullMarked
package ai.clara.spi.setup;

import org.jspecify.annotations.NullMarked;
