/** Memory as other rooms use it. */
@NullMarked
package ai.clara.spi.memory;

import org.jspecify.annotations.NullMarked;
