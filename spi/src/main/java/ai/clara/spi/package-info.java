/** The words and ports that every room shares. Uses only the JDK and JSpecify. */
@NullMarked
package ai.clara.spi;

import org.jspecify.annotations.NullMarked;
