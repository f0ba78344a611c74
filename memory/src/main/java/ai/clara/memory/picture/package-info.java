/** What the graph holds for one person, drawn for a terminal and for a browser. */
@NullMarked
package ai.clara.memory.picture;

import org.jspecify.annotations.NullMarked;
