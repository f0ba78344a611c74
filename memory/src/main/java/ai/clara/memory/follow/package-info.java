/** Projects the transcript into one Lucene index and keeps vectors in SQL. Uses spi and {@code answer} only. */
@NullMarked
package ai.clara.memory.follow;

import org.jspecify.annotations.NullMarked;
