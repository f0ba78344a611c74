package ai.clara.spi.chat;

/** Tokens of one model call, as the vendor counted them. */
public record TokenUsage(long inputTokens, long outputTokens) {
    public static final TokenUsage NONE = new TokenUsage(0, 0);
}
