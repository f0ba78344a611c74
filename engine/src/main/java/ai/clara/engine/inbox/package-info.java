/** The door and the lanes behind it; what a crash left open is taken up again here. Nobody inside the engine depends on it. */
@NullMarked
package ai.clara.engine.inbox;

import org.jspecify.annotations.NullMarked;
