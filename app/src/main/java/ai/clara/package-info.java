/** The front door: main, commands, health. Compiles against spi alone; rooms are plugged in at run time. */
@NullMarked
package ai.clara;

import org.jspecify.annotations.NullMarked;
