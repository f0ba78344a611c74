package ai.clara.database;

import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.store.StoreException;
import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.exceptions.TransactionException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions whose first statement tells row-level security who looks. */
@Singleton
final class ViewerDb implements Db {

    private static final Logger LOG = LoggerFactory.getLogger(ViewerDb.class);
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Database database;
    private final TransactionOperations<Connection> transactions;

    ViewerDb(Database database, TransactionOperations<Connection> transactions) {
        this.database = database;
        this.transactions = transactions;
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
        if (transactions.findTransactionStatus().isPresent()) {
            throw new IllegalStateException("transactions are not nested: " + purpose);
        }
        database.prepare();
        long start = System.nanoTime();
        var begun = new AtomicBoolean();
        try {
            return attempt(purpose, settings, work, begun);
        } catch (StoreException e) {
            // The pool may hand out a connection that died a moment ago. Nothing ran on it yet, so once more is safe.
            if (begun.get() || !Sentences.connectionLost(e)) {
                throw e;
            }
            return attempt(purpose, settings, work, begun);
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (took.compareTo(SLOW) > 0) {
                LOG.warn("slow transaction, {} ms: {}", took.toMillis(), purpose);
            }
        }
    }

    private <T extends @Nullable Object> T attempt(
            String purpose, ViewerSettings settings, Work<T> work, AtomicBoolean begun) {
        var definition = TransactionDefinition.named(purpose);
        try {
            return transactions.execute(definition, status -> {
                Connection connection = status.getConnection();
                try {
                    settings.tell(connection);
                    begun.set(true);
                    return work.run(connection);
                } catch (SQLException e) {
                    throw Sentences.of(e);
                }
            });
        } catch (TransactionException | ConnectionException e) {
            throw outside(e);
        }
    }

    /** A failure to get a connection, to commit or to roll back. */
    private static StoreException outside(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException store) {
                return store;
            }
            if (cause instanceof SQLException sql) {
                return Sentences.of(sql);
            }
        }
        return new StoreException("The database did not finish what was asked; try again.", failure);
    }
}
