/** The rules of the house, checked on the compiled classes, and the proof that each rule can fail. */
@NullMarked
package ai.clara.house;

import org.jspecify.annotations.NullMarked;
