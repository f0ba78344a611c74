/** A real Neo4j for tests, run in a process of its own. GPL: nothing of it ships. */
@NullMarked
package ai.clara.neo4j;

import org.jspecify.annotations.NullMarked;
