/** The schema and its runner. Uses nothing of ours. */
@NullMarked
package ai.clara.migrations;

import org.jspecify.annotations.NullMarked;
