package ai.clara.database;

import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.store.VectorDb;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions as those of {@link ViewerDb}, elsewhere. Not a bean of {@code Db}, which stays the one database of the home. */
@Singleton
@Bean(typed = VectorDb.class)
final class PgVectorDb implements VectorDb {

    private static final Logger LOG = LoggerFactory.getLogger(PgVectorDb.class);
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final VectorDatabase vectors;
    // Only so that a nested call is found; nobody is told by it who looks.
    private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);

    PgVectorDb(VectorDatabase vectors) {
        this.vectors = vectors;
    }

    @Override
    public boolean configured() {
        return vectors.named().isPresent();
    }

    @Override
    public VectorDb at(String url) {
        return new PgVectorDb(vectors.at(url));
    }

    @Override
    public void look() {
        vectors.look();
    }

    @Override
    public VectorDb successor() {
        return new PgVectorDb(vectors.successor());
    }

    @Override
    public void succeed() {
        vectors.succeed();
    }

    @Override
    public void dropSuccessor() {
        vectors.dropSuccessor();
    }

    @Override
    public void close() {
        vectors.close();
    }

    @Override
    public <T extends @Nullable Object> T as(Viewer viewer, Work<T> work) {
        return run("as viewer", ViewerSettings.of(viewer), work);
    }

    @Override
    public <T extends @Nullable Object> T system(String purpose, Work<T> work) {
        return run(purpose, ViewerSettings.NOBODY, work);
    }

    private <T extends @Nullable Object> T run(String purpose, ViewerSettings settings, Work<T> work) {
        if (busy.get()) {
            throw new IllegalStateException("transactions are not nested: " + purpose);
        }
        long start = System.nanoTime();
        busy.set(true);
        // The pool rolls back what is not committed when it gets its connection back.
        try (Connection connection = told(settings)) {
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            busy.remove();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (took.compareTo(SLOW) > 0) {
                LOG.warn("slow transaction of vectors, {} ms: {}", took.toMillis(), purpose);
            }
        }
    }

    private Connection told(ViewerSettings settings) throws SQLException {
        Connection connection = vectors.connection();
        try {
            settings.tell(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            if (!Sentences.connectionLost(e)) {
                throw e;
            }
        }
        // It had died in the pool a moment ago. Nothing ran on it yet, so once more is safe.
        connection = vectors.connection();
        try {
            settings.tell(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private StoreException failed(SQLException e) {
        return vectors.named()
                .filter(database -> Sentences.connectionLost(e))
                .map(database -> database.sentence(e))
                .orElseGet(() -> Sentences.of(e));
    }
}
