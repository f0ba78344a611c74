package ai.clara.run;

import ai.clara.spi.id.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** UUIDv7 (RFC 9562, 5.7) with the dedicated counter of 6.2: ids of one process rise strictly, even if the clock steps back. */
public final class TimeOrderedIds implements Ids {
    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    /** Milliseconds and, in the low bits, the counter; its overflow borrows from the next millisecond. */
    private final AtomicLong last = new AtomicLong();

    public TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public UUID next() {
        long now = clock.millis() << COUNTER_BITS;
        long tick = last.updateAndGet(previous -> Math.max(now, previous + 1));
        long millis = tick >>> COUNTER_BITS;
        long counter = tick & 0xFFF;
        long high = (millis << 16) | 0x7000 | counter;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
