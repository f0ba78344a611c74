/** Named crash points, so that kill tests can be written. */
@NullMarked
package ai.clara.spi.fault;

import org.jspecify.annotations.NullMarked;
