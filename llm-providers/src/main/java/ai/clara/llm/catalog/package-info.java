/**
 * Every service by name, which of them answers for which role and tier and why, and the words that list, try and set them. May use the
 * dialects and the resilience.
 */
@NullMarked
package ai.clara.llm.catalog;

import org.jspecify.annotations.NullMarked;
