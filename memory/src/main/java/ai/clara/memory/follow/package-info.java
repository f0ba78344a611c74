/** Projects the transcript into one Lucene index and keeps vectors in SQL. Uses spi, {@code answer} and {@code time} only. */
@NullMarked
package ai.clara.memory.follow;

import org.jspecify.annotations.NullMarked;
