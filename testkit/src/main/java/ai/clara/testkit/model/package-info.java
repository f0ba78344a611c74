/** A model server for tests: it speaks the OpenAI dialect over a real socket and says what the test scripts. */
@NullMarked
package ai.clara.testkit.model;

import org.jspecify.annotations.NullMarked;
