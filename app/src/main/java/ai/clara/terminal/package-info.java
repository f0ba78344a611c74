/**
 * A terminal or a pipe as a command sees it. Uses spi and JLine; other packages see the port only.
 */
@NullMarked
package ai.clara.terminal;

import org.jspecify.annotations.NullMarked;
