package ai.clara.llm.embedding;

import ai.clara.spi.model.EmbeddingModel;

/** An embedding model that takes part in the start and the end of the process. */
interface Embedder extends EmbeddingModel, AutoCloseable {
    /** Answers again after a {@link #close}. A new one is open. */
    default void open() {}

    /** Refuses further calls and waits for the running ones, within seconds. Repeatable. */
    @Override
    default void close() {}
}
