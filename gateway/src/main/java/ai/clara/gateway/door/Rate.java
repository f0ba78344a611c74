package ai.clara.gateway.door;

import ai.clara.gateway.GatewaySettings;
import ai.clara.gateway.wire.Refusal;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/** Requests of one person in a minute: a bucket that holds a minute's worth and fills evenly. */
@Singleton
final class Rate {
    private static final double SECONDS = 60;
    /** Those who asked within the last minute; whoever did not has a full bucket, which need not be kept. */
    private static final int PEOPLE_MAX = 10_000;

    private final ConcurrentHashMap<AccountKey, Bucket> buckets = new ConcurrentHashMap<>();
    private final Clock clock;
    private final int perMinute;

    Rate(Settings settings, Clock clock) {
        this.clock = clock;
        this.perMinute = settings.number(GatewaySettings.RATE);
    }

    /** Counts one request. */
    void take(AccountKey person) {
        Instant now = clock.instant();
        if (buckets.size() >= PEOPLE_MAX) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
        if (buckets.size() >= PEOPLE_MAX && !buckets.containsKey(person)) {
            throw refused("Too many people ask at once; try again in a minute.", SECONDS);
        }
        double wait = buckets.computeIfAbsent(person, who -> new Bucket(now)).take(now);
        if (wait > 0) {
            throw refused(
                    "These are more than " + perMinute + " requests of one person in a minute; wait a moment.", wait);
        }
    }

    private static Refusal refused(String sentence, double seconds) {
        return new Refusal(429, sentence).code("rate_limit_exceeded").header("Retry-After", Long.toString((long)
                Math.ceil(seconds)));
    }

    /** What one person may still ask. */
    private final class Bucket {
        private double left = perMinute;
        private Instant filledAt;

        Bucket(Instant now) {
            filledAt = now;
        }

        /** Takes one, or gives the seconds until there is one. */
        synchronized double take(Instant now) {
            fill(now);
            if (left < 1) {
                return (1 - left) * SECONDS / perMinute;
            }
            left--;
            return 0;
        }

        synchronized boolean isFull(Instant now) {
            fill(now);
            return left >= perMinute;
        }

        private void fill(Instant now) {
            double seconds = Math.max(0, Duration.between(filledAt, now).toNanos() / 1e9);
            left = Math.min(perMinute, left + seconds * perMinute / SECONDS);
            filledAt = now;
        }
    }
}
