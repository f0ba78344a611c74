/** The store in a Qdrant, over gRPC: for installations that have one already. */
@NullMarked
package ai.clara.memory.store.qdrant;

import org.jspecify.annotations.NullMarked;
