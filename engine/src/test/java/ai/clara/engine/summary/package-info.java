/** Tests of summaries on a real database. */
@NullMarked
package ai.clara.engine.summary;

import org.jspecify.annotations.NullMarked;
