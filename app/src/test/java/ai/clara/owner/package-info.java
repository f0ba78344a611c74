/** Tests of the package of the same name. */
@NullMarked
package ai.clara.owner;

import org.jspecify.annotations.NullMarked;
