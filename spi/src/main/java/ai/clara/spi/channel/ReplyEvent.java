package ai.clara.spi.channel;

import ai.clara.spi.chat.TokenUsage;

/**
 * What happens to one reply, in order: accepted, text pieces, then exactly one closing event. A second {@link Working} begins it anew,
 * because the question was edited: text shown so far counts no more.
 */
public sealed interface ReplyEvent {
    /** Clara has the message and works on it. */
    record Working() implements ReplyEvent {}

    /** More text to show. */
    record Text(String piece) implements ReplyEvent {}

    /**
     * The reply is committed.
     *
     * @param text exactly, whatever was shown before
     * @param usage what the model counted for it
     */
    record Done(String text, TokenUsage usage) implements ReplyEvent {
        /** A reply for which no model counted. */
        public Done(String text) {
            this(text, TokenUsage.NONE);
        }
    }

    /** Stopped by the person; half-shown text stays. */
    record Stopped() implements ReplyEvent {}

    /** No answer: one sentence for the person. It is committed too. */
    record Failed(String sentence) implements ReplyEvent {}
}
