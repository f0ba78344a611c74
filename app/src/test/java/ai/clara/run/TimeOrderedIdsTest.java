package ai.clara.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void idsRiseEvenWithinOneMillisecond() {
        var ids = new TimeOrderedIds(Clock.fixed(AT, ZoneOffset.UTC));
        UUID before = ids.next();
        for (int i = 0; i < 10_000; i++) {
            UUID next = ids.next();
            assertThat(next.toString()).isGreaterThan(before.toString());
            before = next;
        }
    }

    @Test
    void versionVariantAndTimeAreWhereTheStandardPutsThem() {
        UUID id = new TimeOrderedIds(Clock.fixed(AT, ZoneOffset.UTC)).next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
    }
}
