package ai.clara.llm.wire;

import java.time.Duration;

/**
 * How long an answer may be silent. Words and the model's own thoughts count; what only keeps the connection open does not.
 *
 * @param firstToken from the call to the first sign of an answer
 * @param betweenTokens from one to the next
 */
public record StreamTimers(Duration firstToken, Duration betweenTokens) {
    public static final StreamTimers DEFAULT = new StreamTimers(Duration.ofSeconds(60), Duration.ofSeconds(30));
}
