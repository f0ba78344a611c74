package ai.clara.spi.model;

/** A model that answers. */
public interface ChatModel {
    /** A name a person recognises, for example {@code offline}. */
    String name();

    /**
     * Starts an answer. Returns at once; reading the stream waits. Closing the stream, from any thread, cancels the call at the
     * vendor.
     *
     * @throws ModelException when the call cannot be started
     */
    ChatStream stream(ChatRequest request);
}
