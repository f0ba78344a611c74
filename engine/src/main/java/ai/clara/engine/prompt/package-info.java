/** Assembles the request of a turn from sections, each with a deadline and a token budget. May use jdbc, identity and session. */
@NullMarked
package ai.clara.engine.prompt;

import org.jspecify.annotations.NullMarked;
