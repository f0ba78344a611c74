/** Chooses the tier of model a message asks for. */
@NullMarked
package ai.clara.engine.routing;

import org.jspecify.annotations.NullMarked;
