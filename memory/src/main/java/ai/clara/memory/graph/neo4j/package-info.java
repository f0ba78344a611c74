/**
 * The graph in Neo4j, over Bolt. The only place that sees {@code org.neo4j}. Uses spi, the port in {@code graph} and the shelf of
 * {@code follow} only.
 */
@NullMarked
package ai.clara.memory.graph.neo4j;

import org.jspecify.annotations.NullMarked;
