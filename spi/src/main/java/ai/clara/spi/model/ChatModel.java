package ai.clara.spi.model;

/** A model that answers. */
public interface ChatModel {
    /** A name a person recognises, for example {@code offline}. */
    String name();

    /** Whether it can retell a text in words of its own; one that follows fixed rules cannot. */
    default boolean generative() {
        return true;
    }

    /**
     * Starts an answer. Returns at once; reading the stream waits. Closing the stream, from any thread, cancels the call at the
     * vendor.
     *
     * @throws ModelException when the call cannot be started
     */
    ChatStream stream(ChatRequest request);
}
