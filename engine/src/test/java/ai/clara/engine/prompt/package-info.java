/** What tests take away from the prompt's own walls. */
@NullMarked
package ai.clara.engine.prompt;

import org.jspecify.annotations.NullMarked;
