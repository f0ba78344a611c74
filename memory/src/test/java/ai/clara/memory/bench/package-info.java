/** How fast recall is and what speed costs in quality, in stores of many sizes: compared with exact search and a scan, never with a clock. */
@NullMarked
package ai.clara.memory.bench;

import org.jspecify.annotations.NullMarked;
