package ai.clara.database;

import ai.clara.migrations.Migration;
import ai.clara.migrations.MigrationException;
import ai.clara.migrations.Migrator;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database of this home: found or started, new enough, with the schema of this program, seen through the second wall. */
@Singleton
final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int OLDEST_SUPPORTED = 150000;

    // Any number that no other program locks; two starts must not meet in roles and grants.
    private static final long PREPARING = 0x636c617261L;

    private final Origin origin;
    private final Migrator migrator;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean prepared;
    private volatile boolean takesRole;

    @Inject
    Database(Home home, Settings settings, Migrator migrator) {
        this(
                settings.find(DatabaseSettings.URL)
                        .filter(url -> !home.throwAway())
                        .<Origin>map(url -> new ExternalServer(DatabaseUrl.parse(url)))
                        .orElseGet(() -> new EmbeddedServer(home)),
                migrator);
    }

    Database(Origin origin, Migrator migrator) {
        this.origin = origin;
        this.migrator = migrator;
    }

    Origin origin() {
        return origin;
    }

    /**
     * Makes the database ready for work: once, and cheap afterwards.
     *
     * @return how many migrations were applied now
     * @throws StoreException when it is not there, too old, or its schema does not fit
     */
    int prepare() {
        if (prepared) {
            return 0;
        }
        lock.lock();
        try {
            return prepared ? 0 : prepareNow();
        } finally {
            lock.unlock();
        }
    }

    private int prepareNow() {
        try (Connection owner = ownerConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("set lock_timeout = '120s'");
            statement.execute("select pg_advisory_lock(" + PREPARING + ")");
            takesRole = SecondWall.prepare(owner);
            Optional<Login> application = origin.application();
            if (application.isPresent()) {
                SecondWall.admit(owner, application.get());
            }
            int applied = migrator.migrate(owners());
            if (takesRole) {
                SecondWall.grant(owner);
            }
            prepared = true;
            LOG.info("{} is ready, {} migrations applied now", origin.where(), applied);
            return applied;
        } catch (MigrationException e) {
            throw new StoreException(Sentences.text(e), e);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    /** The steps of the schema, without changing anything. */
    List<Migration> migrations() {
        try (Connection probe = ownerConnection()) {
            return migrator.status(owners());
        } catch (MigrationException e) {
            throw new StoreException(Sentences.text(e), e);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    /** One sentence when the schema does not match this program's files. */
    Optional<String> drift() {
        try {
            return migrator.drift(owners());
        } catch (MigrationException e) {
            return Optional.of(Sentences.text(e));
        }
    }

    /** A new connection for the pool, already behind the second wall. */
    Connection appConnection() throws SQLException {
        Optional<Login> application = origin.application();
        Connection connection = application.orElseGet(origin::owner).connect();
        try (Statement statement = connection.createStatement()) {
            if (takesRole && application.isEmpty()) {
                statement.execute("set role " + SecondWall.ROLE);
            }
            statement.execute("set statement_timeout = '60s'");
            statement.execute("set lock_timeout = '30s'");
            statement.execute("set idle_in_transaction_session_timeout = '120s'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection ownerConnection() throws SQLException {
        Connection connection = origin.owner().connect();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select current_setting('server_version_num')::int")) {
            rows.next();
            int version = rows.getInt(1);
            if (version < OLDEST_SUPPORTED) {
                connection.close();
                throw new StoreException(
                        "The PostgreSQL at DATABASE_URL is version " + version / 10000 + "; Clara needs 15 or newer.");
            }
            return connection;
        }
    }

    private PlainDataSource owners() {
        return () -> origin.owner().connect();
    }

    private StoreException unreachable(SQLException e) {
        if (Sentences.connectionLost(e)) {
            return new StoreException("The database cannot be reached; " + origin.remedy() + ".", e);
        }
        return Sentences.of(e);
    }

    @PreDestroy
    void close() {
        origin.close();
    }
}
