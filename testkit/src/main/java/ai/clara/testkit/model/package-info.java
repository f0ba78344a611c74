/** A model server for tests: it speaks the wire formats of OpenAI and Anthropic over real sockets and does what the test scripts, faults at any byte included. */
@NullMarked
package ai.clara.testkit.model;

import org.jspecify.annotations.NullMarked;
