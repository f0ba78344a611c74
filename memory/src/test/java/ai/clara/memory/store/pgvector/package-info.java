@NullMarked
package ai.clara.memory.store.pgvector;

import org.jspecify.annotations.NullMarked;
