/** Tests of the package of the same name. */
@NullMarked
package ai.clara.terminal;

import org.jspecify.annotations.NullMarked;
