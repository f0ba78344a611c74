/**
 * Clara as a service: the HTTP door with its health page. Uses spi, run and settings.
 */
@NullMarked
package ai.clara.serve;

import org.jspecify.annotations.NullMarked;
