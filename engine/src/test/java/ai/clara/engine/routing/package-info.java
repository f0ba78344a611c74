/** Tests of the choice of a tier. */
@NullMarked
package ai.clara.engine.routing;

import org.jspecify.annotations.NullMarked;
