package ai.clara.spi.model;

import ai.clara.spi.chat.TokenUsage;

/** A piece of an answer. */
public sealed interface ChatDelta {
    /** More text. */
    record Text(String text) implements ChatDelta {}

    /**
     * The answer is whole.
     *
     * @param model the name of the model that gave it, which may stand in for the one that was asked
     */
    record Finished(Reason reason, TokenUsage usage, String model) implements ChatDelta {}

    /** Why a model stopped. */
    enum Reason {
        STOP,
        LENGTH
    }
}
