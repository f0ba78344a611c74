@NullMarked
package ai.clara.memory.store.qdrant;

import org.jspecify.annotations.NullMarked;
