/**
 * {@code ./clara setup}: lets every room ask its own questions and keeps the answers in {@code .env}. Uses spi and settings.
 */
@NullMarked
package ai.clara.setup;

import org.jspecify.annotations.NullMarked;
