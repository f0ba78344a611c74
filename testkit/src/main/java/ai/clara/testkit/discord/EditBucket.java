package ai.clara.testkit.discord;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Five edits per five seconds and channel, in windows that begin with an edit. Real time, because the client's waits are. */
final class EditBucket {
    private static final int EDITS_MAX = 5;
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private final Map<String, Window> windows = new HashMap<>();
    private final Clock clock;

    EditBucket(Clock clock) {
        this.clock = clock;
    }

    private static final class Window {
        private final long ends = System.nanoTime() + WINDOW.toNanos();
        private int used;
    }

    /** Counts one. Returns the nanoseconds to wait when there was none left. */
    OptionalLong take(String bucket) {
        Window window = current(bucket);
        if (window.used == EDITS_MAX) {
            return OptionalLong.of(window.ends - System.nanoTime());
        }
        window.used++;
        return OptionalLong.empty();
    }

    /** What every answer of the route says about the rest. */
    Map<String, String> headers(String bucket) {
        Window window = current(bucket);
        double after = Math.max(0, window.ends - System.nanoTime()) / 1e9;
        return Map.of(
                "X-RateLimit-Limit", Integer.toString(EDITS_MAX),
                "X-RateLimit-Remaining", Integer.toString(EDITS_MAX - window.used),
                "X-RateLimit-Reset-After", String.format(Locale.ROOT, "%.3f", after),
                "X-RateLimit-Reset", String.format(Locale.ROOT, "%.3f", clock.millis() / 1e3 + after),
                "X-RateLimit-Bucket", "edits");
    }

    private Window current(String bucket) {
        Window window = windows.get(bucket);
        if (window == null || window.ends - System.nanoTime() <= 0) {
            window = new Window();
            windows.put(bucket, window);
        }
        return window;
    }
}
