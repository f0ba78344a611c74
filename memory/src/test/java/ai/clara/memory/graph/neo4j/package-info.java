@NullMarked
package ai.clara.memory.graph.neo4j;

import org.jspecify.annotations.NullMarked;
