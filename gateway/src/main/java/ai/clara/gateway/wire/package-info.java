/** OpenAI's format, outward: answers, their pieces, and refusals. Uses spi only. */
@NullMarked
package ai.clara.gateway.wire;

import org.jspecify.annotations.NullMarked;
