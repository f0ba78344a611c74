/** The packaged program seen from outside: processes, pipes, sockets, kills. Sees the rooms only where a guard must be switched off. */
@NullMarked
package ai.clara.e2e;

import org.jspecify.annotations.NullMarked;
