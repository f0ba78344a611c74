package ai.clara.llm.wire;

import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a service asks to wait: {@code retry-after-ms}, or {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");

    private RetryAfter() {}

    /** Empty when it says nothing, or nothing that can be read. Not bounded: whoever waits knows how long is too long. */
    static Optional<Duration> of(HttpHeaders headers, Clock clock) {
        return headers.firstValue("retry-after-ms")
                .flatMap(text -> millis(text, 1))
                .or(() -> headers.firstValue("retry-after")
                        .flatMap(text -> millis(text, 1_000).or(() -> date(text, clock))));
    }

    private static Optional<Duration> millis(String text, long each) {
        return NUMBER.matcher(text.strip()).matches()
                ? Optional.of(new BigDecimal(text.strip()).multiply(BigDecimal.valueOf(each)))
                        .map(millis -> Duration.ofMillis(millis.longValue()))
                : Optional.empty();
    }

    private static Optional<Duration> date(String text, Clock clock) {
        try {
            var at = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            var wait = Duration.between(clock.instant(), at.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
