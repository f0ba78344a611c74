/** From the deltas of a model to the events of one reply, and how a reply is stopped. */
@NullMarked
package ai.clara.engine.reply;

import org.jspecify.annotations.NullMarked;
