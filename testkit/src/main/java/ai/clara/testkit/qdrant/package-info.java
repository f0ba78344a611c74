/** A fake Qdrant on the real client's own service stubs. It proves what is asked, never what a Qdrant does. */
@NullMarked
package ai.clara.testkit.qdrant;

import org.jspecify.annotations.NullMarked;
