/**
 * What was said, made short: of a session that is over, and of the older part of a running one. May use jdbc, session and turn; the
 * sections that show it stand in prompt.
 */
@NullMarked
package ai.clara.engine.summary;

import org.jspecify.annotations.NullMarked;
