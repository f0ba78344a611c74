package ai.clara.llm.resilience;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** How time passes between two calls. */
@FunctionalInterface
interface Waiting {
    /** Waits that long, or until the latch opens; gives whether it opened. */
    boolean endedWithin(CountDownLatch end, Duration wait) throws InterruptedException;
}
