/**
 * What doctor looks at and how it reports it. Uses spi, run and settings.
 */
@NullMarked
package ai.clara.doctor;

import org.jspecify.annotations.NullMarked;
