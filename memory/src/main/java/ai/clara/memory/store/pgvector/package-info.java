/** The store in a PostgreSQL with pgvector: for installations that keep nothing on the machine they run on. */
@NullMarked
package ai.clara.memory.store.pgvector;

import org.jspecify.annotations.NullMarked;
