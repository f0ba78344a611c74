/** What can be typed after ./clara. Every room brings its own commands as beans. */
@NullMarked
package ai.clara.spi.command;

import org.jspecify.annotations.NullMarked;
