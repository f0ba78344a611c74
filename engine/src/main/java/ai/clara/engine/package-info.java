/** One turn, from inbox to transcript. May use only spi. */
@NullMarked
package ai.clara.engine;

import org.jspecify.annotations.NullMarked;
