/** The only room that hands out connections: embedded server, pool, viewer. May use only spi. */
@NullMarked
package ai.clara.database;

import org.jspecify.annotations.NullMarked;
