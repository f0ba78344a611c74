/**
 * What the dialects share: the HTTP of a streamed call, the state of its answer, and failures in our words. May use only spi and the
 * root of this room.
 */
@NullMarked
package ai.clara.llm.wire;

import org.jspecify.annotations.NullMarked;
