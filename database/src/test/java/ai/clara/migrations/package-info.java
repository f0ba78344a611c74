/** Doors of the room migrations for the tests of the database, where there are servers. */
@NullMarked
package ai.clara.migrations;

import org.jspecify.annotations.NullMarked;
