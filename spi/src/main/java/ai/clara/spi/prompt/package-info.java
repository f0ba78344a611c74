/** What a prompt is made of. A room adds a section by one bean. */
@NullMarked
package ai.clara.spi.prompt;

import org.jspecify.annotations.NullMarked;
