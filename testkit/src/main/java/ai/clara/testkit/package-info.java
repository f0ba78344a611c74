/** Doubles that speak real formats, and the manual clock. Test scope everywhere. */
@NullMarked
package ai.clara.testkit;

import org.jspecify.annotations.NullMarked;
