/** What memory searches: the port of the stores, and the words it speaks. Each store is a folder of its own below. */
@NullMarked
package ai.clara.memory.store;

import org.jspecify.annotations.NullMarked;
