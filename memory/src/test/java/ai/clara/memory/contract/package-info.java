/** What memory promises, whichever store it is kept in: contracts over the public ports, and today's store held to them. */
@NullMarked
package ai.clara.memory.contract;

import org.jspecify.annotations.NullMarked;
