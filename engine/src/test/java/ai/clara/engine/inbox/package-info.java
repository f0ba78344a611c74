/** The engine on a real PostgreSQL, with a scripted model behind the port. */
@NullMarked
package ai.clara.engine.inbox;

import org.jspecify.annotations.NullMarked;
