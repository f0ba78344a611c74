/** The Anthropic dialect over HTTP/1.1. */
@NullMarked
package ai.clara.llm.anthropic;

import org.jspecify.annotations.NullMarked;
