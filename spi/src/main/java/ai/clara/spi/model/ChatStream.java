package ai.clara.spi.model;

/** The pieces of an answer in order; the last is {@link ChatDelta.Finished}. Read by one thread, closed by any. */
public interface ChatStream extends AutoCloseable {
    /**
     * Waits for the next piece. After {@code Finished} it must not be called again.
     *
     * @throws ModelException when the model failed, ended without an end, or the stream was closed
     */
    ChatDelta next();

    /** Cancels what is still running; repeatable. */
    @Override
    void close();
}
