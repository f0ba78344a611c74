/** Tests of the package of the same name. */
@NullMarked
package ai.clara.run;

import org.jspecify.annotations.NullMarked;
