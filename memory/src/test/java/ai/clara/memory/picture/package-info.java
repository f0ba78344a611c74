@NullMarked
package ai.clara.memory.picture;

import org.jspecify.annotations.NullMarked;
