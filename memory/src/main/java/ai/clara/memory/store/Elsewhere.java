package ai.clara.memory.store;

import ai.clara.spi.store.StoreException;

/** Stores that the settings do not name. */
public interface Elsewhere {
    /**
     * The store at the address of a PostgreSQL with pgvector.
     *
     * @throws ai.clara.spi.command.CommandException when it is none
     */
    VectorStore at(String url);

    /**
     * Looks whether something is there, and changes nothing.
     *
     * @throws StoreException when nothing is
     */
    void look(String url);
}
