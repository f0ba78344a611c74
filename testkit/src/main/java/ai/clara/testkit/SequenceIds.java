package ai.clara.testkit;

import ai.clara.spi.id.Ids;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of UUIDv7's shape that count up, so that they sort and tests can name them. Not unique beside another sequence. */
public final class SequenceIds implements Ids {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private final AtomicLong last;

    /** Counts from 1. */
    public SequenceIds() {
        this(1);
    }

    /** Counts from {@code first}; two sequences in one database need starts far apart. */
    public SequenceIds(long first) {
        this.last = new AtomicLong(first - 1);
    }

    @Override
    public UUID next() {
        return nth(last.incrementAndGet());
    }

    /** The id that stands at this place of every sequence. */
    public static UUID nth(long n) {
        return new UUID((n >>> 32) << 16 | VERSION_7, VARIANT | (n & 0xFFFF_FFFFL));
    }
}
