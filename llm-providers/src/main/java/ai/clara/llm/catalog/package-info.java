/** Which model answers for which role and tier, and why. */
@NullMarked
package ai.clara.llm.catalog;

import org.jspecify.annotations.NullMarked;
