package ai.clara.database;

import java.util.Optional;

/** Where the database comes from: run by Clara, or somebody's own. */
interface Origin extends AutoCloseable {

    /**
     * The login that owns the tables; starts the server when it is not there. Cheap when it is.
     *
     * @throws ai.clara.spi.store.StoreException when it cannot be started
     */
    Login owner();

    /**
     * The login of Clara's own queries, when it is another than the owner's: it cannot become the owner. Empty when there is only
     * the owner's.
     */
    Optional<Login> application();

    /** One line for people: where the rows are. */
    String where();

    /** The setting that names it; empty when Clara runs it. */
    Optional<String> setting();

    /** What to do when it does not answer. */
    String remedy();

    /** Lets go of it; a server run by Clara stops unless somebody else uses it. Repeatable. */
    @Override
    void close();
}
