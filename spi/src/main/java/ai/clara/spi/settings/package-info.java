/** The settings Clara knows. Each room lists its own; together they are the catalogue. */
@NullMarked
package ai.clara.spi.settings;

import org.jspecify.annotations.NullMarked;
