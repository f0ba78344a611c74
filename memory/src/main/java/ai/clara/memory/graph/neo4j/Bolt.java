package ai.clara.memory.graph.neo4j;

import ai.clara.memory.graph.GraphSettings;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.StoreException;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.NotificationConfig;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionCallback;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The way to Neo4j: managed transactions, which the driver repeats where its manual says that this helps, and a bound on everything. A
 * server that neither answers nor goes away would hold its caller for minutes; such a call ends here, and its connections are given up.
 */
@Singleton
@Requires(condition = Configured.class)
final class Bolt {
    private static final int CONNECTIONS_MAX = 8;
    private static final long CONNECT_MILLIS_MAX = 2_000;
    private static final long ACQUIRE_MILLIS_MAX = 3_000;
    private static final long RETRY_MILLIS_MAX = 1_000;
    private static final long IDLE_UNCHECKED_MILLIS_MAX = 20_000;

    /**
     * How long a call may take.
     *
     * @param query after which the server ends a transaction
     * @param call after which nobody waits any longer, tries again included
     */
    private record Limit(Duration query, Duration call) {}

    private static final Limit READ = new Limit(Duration.ofSeconds(3), Duration.ofSeconds(8));
    private static final Limit WRITE = new Limit(Duration.ofSeconds(30), Duration.ofSeconds(45));

    private final Settings settings;
    private @Nullable Driver driver;
    private final Object schema = new Object();
    private volatile boolean prepared;

    Bolt(Settings settings) {
        this.settings = settings;
    }

    String where() {
        return settings.text(GraphSettings.URL);
    }

    /** Reads in one transaction. */
    <T> T read(TransactionCallback<T> work) {
        return within(READ, session -> session.executeRead(work, config(READ)));
    }

    /** Writes in one transaction: all of it or nothing. */
    <T> T write(TransactionCallback<T> work) {
        return within(WRITE, session -> session.executeWrite(work, config(WRITE)));
    }

    private static TransactionConfig config(Limit limit) {
        return TransactionConfig.builder().withTimeout(limit.query()).build();
    }

    private <T> T within(Limit usual, Function<Session, T> work) {
        Driver open = open();
        // The first call makes the indexes too.
        Limit limit = prepared ? usual : WRITE;
        var answer = CompletableFuture.supplyAsync(
                () -> {
                    try (Session session = open.session()) {
                        prepare(session);
                        return work.apply(session);
                    }
                },
                task -> Thread.ofVirtual().name("neo4j").start(task));
        try {
            return answer.get(limit.call().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            giveUp(open);
            throw new StoreException(
                    "Neo4j at " + where() + " did not answer within "
                            + limit.call().toSeconds() + " seconds.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Neo4j was not waited for.", e);
        }
    }

    /** Makes the constraints and indexes once, before anything else. */
    private void prepare(Session session) {
        synchronized (schema) {
            if (!prepared) {
                Schema.make(session);
                prepared = true;
            }
        }
    }

    private synchronized Driver open() {
        Driver open = driver;
        if (open == null) {
            String user = settings.text(GraphSettings.USERNAME);
            open = GraphDatabase.driver(
                    where(),
                    AuthTokens.basic(user.isEmpty() ? "neo4j" : user, settings.text(GraphSettings.PASSWORD)),
                    Config.builder()
                            // Whoever asked says once what failed; the driver would log each try with its stack.
                            .withLogging(Logging.none())
                            .withMaxConnectionPoolSize(CONNECTIONS_MAX)
                            .withConnectionTimeout(CONNECT_MILLIS_MAX, TimeUnit.MILLISECONDS)
                            .withConnectionAcquisitionTimeout(ACQUIRE_MILLIS_MAX, TimeUnit.MILLISECONDS)
                            .withConnectionLivenessCheckTimeout(IDLE_UNCHECKED_MILLIS_MAX, TimeUnit.MILLISECONDS)
                            .withMaxTransactionRetryTime(RETRY_MILLIS_MAX, TimeUnit.MILLISECONDS)
                            .withNotificationConfig(NotificationConfig.disableAllConfig())
                            .withTelemetryDisabled(true)
                            .withUserAgent("Clara")
                            .build());
            driver = open;
            prepared = false;
        }
        return open;
    }

    private synchronized void giveUp(Driver stuck) {
        if (driver == stuck) {
            driver = null;
            var unused = stuck.closeAsync();
        }
    }

    private StoreException failure(Throwable cause) {
        return switch (cause) {
            case StoreException own -> own;
            case Neo4jException theirs -> new StoreException(Sentences.of(where(), theirs), theirs);
            // A driver that was given up meanwhile says so in this way.
            case IllegalStateException closed -> new StoreException(Sentences.unreachable(where()), closed);
            default -> throw new IllegalStateException(cause);
        };
    }

    @PreDestroy
    synchronized void close() {
        Driver open = driver;
        if (open != null) {
            driver = null;
            open.close();
        }
    }
}
