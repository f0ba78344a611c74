/** Models as callers see them: asked by role and tier, never by vendor, and always streamed. */
@NullMarked
package ai.clara.spi.model;

import org.jspecify.annotations.NullMarked;
