/** A real Neo4j for tests, and a line to it that can be cut. */
@NullMarked
package ai.clara.testkit.neo4j;

import org.jspecify.annotations.NullMarked;
