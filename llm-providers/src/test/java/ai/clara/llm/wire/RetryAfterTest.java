package ai.clara.llm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.ManualClock;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    @Test
    void millisecondsComeFirst() {
        assertThat(of(Map.of("retry-after-ms", List.of("1500"), "Retry-After", List.of("2"))))
                .contains(Duration.ofMillis(1_500));
        assertThat(of(Map.of("retry-after-ms", List.of("soon"), "Retry-After", List.of("2"))))
                .contains(Duration.ofSeconds(2));
        assertThat(of(Map.of("Retry-After", List.of("0.5")))).contains(Duration.ofMillis(500));
    }

    @Test
    void aDateIsSeenFromTheClock() {
        assertThat(of(Map.of("Retry-After", List.of("Sun, 22 Nov 2026 08:31:00 GMT"))))
                .contains(Duration.ofMinutes(1));
        assertThat(of(Map.of("Retry-After", List.of("Sun, 22 Nov 2026 08:29:00 GMT"))))
                .contains(Duration.ZERO);
    }

    private static Optional<Duration> of(Map<String, List<String>> headers) {
        return RetryAfter.of(HttpHeaders.of(headers, (name, value) -> true), ManualClock.at("2026-11-22T08:30:00Z"));
    }
}
