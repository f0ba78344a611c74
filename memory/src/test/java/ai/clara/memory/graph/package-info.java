/** Tests of graph. */
@NullMarked
package ai.clara.memory.graph;

import org.jspecify.annotations.NullMarked;
