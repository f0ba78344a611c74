/**
 * The HTTP door: Clara for any client of OpenAI's format, a channel like the others. May use only spi; nobody waits in an event loop
 * here.
 */
@NullMarked
package ai.clara.gateway;

import org.jspecify.annotations.NullMarked;
