/** One turn from its queued row to its committed reply, and its outbox. May use every sibling but inbox. */
@NullMarked
package ai.clara.engine.turn;

import org.jspecify.annotations.NullMarked;
