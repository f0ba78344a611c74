package ai.clara.discord.outbound;

import java.time.Duration;

/** The end of a wait, by the stopwatch. */
record Deadline(long nanos) {
    static Deadline in(Duration wait) {
        return new Deadline(System.nanoTime() + wait.toNanos());
    }

    /** What is left of it; never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    boolean passed() {
        return left().isZero();
    }

    /** This one, or a nearer one. */
    Deadline atMost(Duration wait) {
        Deadline other = in(wait);
        return other.nanos - nanos < 0 ? other : this;
    }
}
