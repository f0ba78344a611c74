package ai.clara.memory.bench;

import java.util.Arrays;

/** Durations of the same work many times over, in nanoseconds. */
record Times(long[] nanos) {
    Times {
        nanos = Arrays.stream(nanos).sorted().toArray();
    }

    /** Milliseconds that so many of a hundred do not exceed. */
    double percentile(double percent) {
        int at = (int) Math.ceil(nanos.length * percent / 100) - 1;
        return nanos.length == 0 ? 0 : nanos[Math.clamp(at, 0, nanos.length - 1)] / 1e6;
    }

    double median() {
        return percentile(50);
    }
}
