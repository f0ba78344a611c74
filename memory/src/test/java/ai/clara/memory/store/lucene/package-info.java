@NullMarked
package ai.clara.memory.store.lucene;

import org.jspecify.annotations.NullMarked;
