/** What the operator sees: checks for doctor and health, and work to start and stop. */
@NullMarked
package ai.clara.spi.operation;

import org.jspecify.annotations.NullMarked;
