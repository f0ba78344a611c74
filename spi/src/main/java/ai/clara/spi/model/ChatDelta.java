package ai.clara.spi.model;

import ai.clara.spi.chat.TokenUsage;

/** A piece of an answer. */
public sealed interface ChatDelta {
    /** More text. */
    record Text(String text) implements ChatDelta {}

    /** The answer is whole. */
    record Finished(Reason reason, TokenUsage usage) implements ChatDelta {}

    /** Why a model stopped. */
    enum Reason {
        STOP,
        LENGTH
    }
}
