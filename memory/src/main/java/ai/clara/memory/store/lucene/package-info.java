/** The store under the home: a Lucene index, one for each home. Nobody outside of this folder knows Lucene's queries. */
@NullMarked
package ai.clara.memory.store.lucene;

import org.jspecify.annotations.NullMarked;
