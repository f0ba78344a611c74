/** Transactions with a viewer. The database room implements it; rooms with tables use it. */
@NullMarked
package ai.clara.spi.store;

import org.jspecify.annotations.NullMarked;
