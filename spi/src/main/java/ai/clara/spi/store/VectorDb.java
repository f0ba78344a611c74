package ai.clara.spi.store;

/**
 * The PostgreSQL with pgvector that settings name for what memory searches: the database of {@link Db}, or another one anywhere. Its
 * tables lie in a schema of their own, {@code rook}, which is first on the search path. It need not be there when Clara starts: only
 * the calls fail that come while it is away, and the next one tries again.
 */
public interface VectorDb extends Db {
    /** Whether settings name one. When they do not, every call throws a {@link StoreException}. */
    boolean configured();
}
