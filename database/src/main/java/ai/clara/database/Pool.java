package ai.clara.database;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The bounded pool. It connects when first asked, and finds a server that moved to another port. */
@Singleton
final class Pool {

    static final int CONNECTIONS_MAX = 12;

    private final HikariDataSource connections = new HikariDataSource();

    Pool(Database database) {
        PlainDataSource fresh = database::appConnection;
        connections.setPoolName("clara");
        connections.setDataSource(fresh);
        connections.setMaximumPoolSize(CONNECTIONS_MAX);
        // One stays open as a sign to other processes that this server is in use.
        connections.setMinimumIdle(1);
        connections.setConnectionTimeout(Duration.ofSeconds(15).toMillis());
        connections.setValidationTimeout(Duration.ofSeconds(3).toMillis());
        connections.setIdleTimeout(Duration.ofMinutes(2).toMillis());
        connections.setMaxLifetime(Duration.ofMinutes(20).toMillis());
        connections.setInitializationFailTimeout(-1);
        // The same few statements run again and again along their indexes: planning each anew cost as much as running
        // them.
        connections.setConnectionInitSql("set plan_cache_mode = force_generic_plan");
    }

    HikariDataSource connections() {
        return connections;
    }

    @PreDestroy
    void close() {
        connections.close();
    }
}
