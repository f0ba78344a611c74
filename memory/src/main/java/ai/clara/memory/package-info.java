/** Follows the transcript, keeps what matters, gives it back as a prompt section. May use only spi. */
@NullMarked
package ai.clara.memory;

import org.jspecify.annotations.NullMarked;
