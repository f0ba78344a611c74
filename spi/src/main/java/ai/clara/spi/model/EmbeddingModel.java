package ai.clara.spi.model;

import java.util.List;

/** Turns text into unit vectors whose dot product is similarity. Safe for all threads. */
public interface EmbeddingModel {
    /** What a text is for; models like e5 want to know. */
    enum Purpose {
        QUERY,
        PASSAGE
    }

    /** Names model and version; vectors of different ids are never compared. */
    String id();

    /** Length of each vector. */
    int dimensions();

    /** Whether {@link #embed} would answer without first loading; asking starts the loading in the background. */
    boolean ready();

    /**
     * One vector per text, in order, each of {@link #dimensions()} floats with norm 1. Waits for loading.
     *
     * @throws ModelException when the provider fails
     */
    List<float[]> embed(List<String> texts, Purpose purpose);
}
