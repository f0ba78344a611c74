/** The model without a model: answers by rule, from the request alone. May use only spi. */
@NullMarked
package ai.clara.llm.offline;

import org.jspecify.annotations.NullMarked;
