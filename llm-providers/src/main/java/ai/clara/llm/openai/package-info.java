/** The OpenAI dialect over HTTP/1.1, for every service that speaks it. */
@NullMarked
package ai.clara.llm.openai;

import org.jspecify.annotations.NullMarked;
