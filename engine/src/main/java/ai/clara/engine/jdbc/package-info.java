/** A statement with its values, run on a connection that the room database gave. May use only java.sql. */
@NullMarked
package ai.clara.engine.jdbc;

import org.jspecify.annotations.NullMarked;
