/** {@code eval recall}: how well memory finds what questions ask for, on conversations out of files. Uses {@code follow} and {@code recall}. */
@NullMarked
package ai.clara.memory.eval;

import org.jspecify.annotations.NullMarked;
