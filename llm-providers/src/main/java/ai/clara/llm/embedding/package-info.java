/** Text to vectors: in this process by default, at a vendor only when EMBEDDING_PROVIDER says so. */
@NullMarked
package ai.clara.llm.embedding;

import org.jspecify.annotations.NullMarked;
