/** Tests of the package of the same name. */
@NullMarked
package ai.clara.settings;

import org.jspecify.annotations.NullMarked;
