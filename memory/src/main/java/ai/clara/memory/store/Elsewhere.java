package ai.clara.memory.store;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.List;

/** Stores that the settings do not name, by their address. */
@Singleton
public final class Elsewhere {
    /** Those of one kind. */
    public interface Kind {
        /** Whether somebody means one of these by such an address. */
        boolean takes(String url);

        /** The setting that names one. */
        String setting();

        /**
         * The store at an address.
         *
         * @throws CommandException when it is none
         */
        VectorStore at(String url);

        /**
         * Looks whether something is there, and changes nothing.
         *
         * @throws StoreException when nothing is
         */
        void look(String url);
    }

    private final List<Kind> kinds;

    Elsewhere(List<Kind> kinds) {
        this.kinds = kinds;
    }

    /**
     * The store at an address.
     *
     * @throws CommandException when it is none
     */
    public VectorStore at(String url) {
        return kind(url).at(url);
    }

    /**
     * Looks whether something is there, and changes nothing.
     *
     * @throws StoreException when nothing is
     */
    public void look(String url) {
        kind(url).look(url);
    }

    /** The setting that would name the store at this address. */
    public String setting(String url) {
        return kind(url).setting();
    }

    private Kind kind(String url) {
        return kinds.stream()
                .filter(kind -> kind.takes(url))
                .findFirst()
                .orElseThrow(() -> CommandException.usage(
                        "--to is the address of a PostgreSQL, as postgres://user:password@host:5432/name, or of a Qdrant,"
                                + " as http://host:6334."));
    }
}
