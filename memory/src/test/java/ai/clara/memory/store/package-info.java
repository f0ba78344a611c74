@NullMarked
package ai.clara.memory.store;

import org.jspecify.annotations.NullMarked;
