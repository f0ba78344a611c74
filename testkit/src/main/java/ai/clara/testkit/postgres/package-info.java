/** A real PostgreSQL with pgvector for tests. */
@NullMarked
package ai.clara.testkit.postgres;

import org.jspecify.annotations.NullMarked;
