/**
 * Where settings come from and whether they are right: the environment, then the {@code .env} files, checked against the
 * catalogue of all rooms before anything starts. Uses spi only.
 */
@NullMarked
package ai.clara.settings;

import org.jspecify.annotations.NullMarked;
