package ai.clara.spi.store;

/**
 * The PostgreSQL with pgvector that settings name for what memory searches: the database of {@link Db}, or another one anywhere. Its
 * tables lie in a schema of their own, {@code rook}, which is first on the search path. It need not be there when Clara starts: only
 * the calls fail that come while it is away, and the next one tries again.
 */
public interface VectorDb extends Db {
    /** Whether settings name one. When they do not, every call throws a {@link StoreException}. */
    boolean configured();

    /** The same in another database, for as long as it is open. Its address is not repeated in what it says. */
    VectorDb at(String url);

    /**
     * Looks whether it is there, and changes nothing.
     *
     * @throws StoreException when it is not
     */
    void look();

    /**
     * The same database with empty tables in a schema beside, made by the same migrations, for as long as it is open. What an earlier
     * one left there is thrown away.
     */
    VectorDb successor();

    /** Puts the tables of the schema beside in the place of these, at once, and drops these. */
    void succeed();

    /** Drops the schema beside, when there is one. */
    void dropSuccessor();

    /** Ends its connections. */
    void close();
}
