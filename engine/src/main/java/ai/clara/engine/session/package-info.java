/** Conversations, their sessions and the transcript in PostgreSQL. May use jdbc. */
@NullMarked
package ai.clara.engine.session;

import org.jspecify.annotations.NullMarked;
