/** Who speaks: platform accounts and the people behind them. May use jdbc. */
@NullMarked
package ai.clara.engine.identity;

import org.jspecify.annotations.NullMarked;
