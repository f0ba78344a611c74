/**
 * What every command needs around it: ids, the services of a home, the list of commands, and sentences for failures. Uses spi only.
 */
@NullMarked
package ai.clara.run;

import org.jspecify.annotations.NullMarked;
