package ai.clara.database;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The bounded pool. It connects when first asked, and finds a server that moved to another port. */
@Singleton
final class Pool {

    static final int CONNECTIONS_MAX = 12;

    private static final Duration WAIT_MAX = Duration.ofSeconds(15);
    private static final int VECTOR_CONNECTIONS_MAX = 8;
    // Whoever recalls has a deadline, and can do without.
    private static final Duration VECTOR_WAIT_MAX = Duration.ofSeconds(5);

    private final HikariDataSource connections = new HikariDataSource();

    @Inject
    Pool(Database database) {
        this(database, "clara", CONNECTIONS_MAX, WAIT_MAX);
        // The same few statements run again and again along their indexes: planning each anew cost as much as running
        // them.
        connections.setConnectionInitSql("set plan_cache_mode = force_generic_plan");
    }

    private Pool(Database database, String name, int connectionsMax, Duration waitMax) {
        PlainDataSource fresh = database::appConnection;
        connections.setPoolName(name);
        connections.setDataSource(fresh);
        connections.setMaximumPoolSize(connectionsMax);
        // One stays open as a sign to other processes that this server is in use.
        connections.setMinimumIdle(1);
        connections.setConnectionTimeout(waitMax.toMillis());
        connections.setValidationTimeout(Duration.ofSeconds(3).toMillis());
        connections.setIdleTimeout(Duration.ofMinutes(2).toMillis());
        connections.setMaxLifetime(Duration.ofMinutes(20).toMillis());
        connections.setInitializationFailTimeout(-1);
    }

    /** Transactions begin by themselves. Plans depend on how many rows are asked for, so they are made anew where that pays. */
    static Pool ofVectors(Database database) {
        var pool = new Pool(database, "clara-vectors", VECTOR_CONNECTIONS_MAX, VECTOR_WAIT_MAX);
        pool.connections.setAutoCommit(false);
        return pool;
    }

    HikariDataSource connections() {
        return connections;
    }

    @PreDestroy
    void close() {
        connections.close();
    }
}
