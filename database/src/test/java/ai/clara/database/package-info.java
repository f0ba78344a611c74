/** Real servers in temporary homes. */
@NullMarked
package ai.clara.database;

import org.jspecify.annotations.NullMarked;
