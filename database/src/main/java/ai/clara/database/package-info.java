/**
 * The only room that hands out connections: a PostgreSQL run by Clara or one named in the settings, its schema, the pool, and
 * transactions with a viewer. May use only spi and migrations.
 */
@NullMarked
package ai.clara.database;

import org.jspecify.annotations.NullMarked;
